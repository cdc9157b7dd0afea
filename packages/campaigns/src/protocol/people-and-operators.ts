import type { Db } from '@hikyaku/database';
import { sql } from 'kysely';
import { resume } from '../resume.ts';
import { resolveUncertain } from '../resolve.ts';
import { often } from './often.ts';
import { pauseFor } from './pause-for.ts';
import { note, type Stage } from './stage.ts';

const wake = async () => {};
const remind = async () => {};

/** An operator pauses campaigns, is told when they are quiet, and resumes them. */
export function pausing(stage: Stage, db: Db): Promise<void> {
  const { people, random, record, steps } = stage;
  return often(stage, stage.weather.pauses, async () => {
    const campaignId = random.pick(people.campaigns)?.id ?? '';
    try {
      const paused = await steps.pause(db, people.workspaceId, campaignId, { mostMs: 700 });
      if (paused.kind === 'paused' && paused.quiet) {
        const from = performance.now();
        await pauseFor(20 + random.below(60));
        record.quietTimes.push({ campaignId, from, until: performance.now() });
      }
    } finally {
      await resumeSurely(stage, campaignId);
    }
  });
}

async function resumeSurely(stage: Stage, campaignId: string): Promise<void> {
  for (;;) {
    try {
      await resume({ db: stage.db, wake, remind }, stage.people.workspaceId, campaignId);
      return;
    } catch (error) {
      note(stage, error);
      await pauseFor(10);
    }
  }
}

/** People get another address, or are deleted. */
export function changingContacts(stage: Stage): Promise<void> {
  const { people, random, record, weather, db } = stage;
  return often(stage, weather.contactChanges, async () => {
    const person =
      random.pick(random.chance(weather.hot) ? stage.moving : people.keys) ?? random.pick(people.keys) ?? '';
    const key = Buffer.from(person, 'hex');
    const { rows } = random.chance(0.5)
      ? await sql<{ id: string }>`
          update contacts set address_key = decode(md5(encode(address_key, 'hex') || 'moved'), 'hex'), email = 'moved-' || email
          where workspace_id = ${people.workspaceId} and address_key = ${key} returning id
        `.execute(db)
      : await sql<{ id: string }>`
          delete from contacts where workspace_id = ${people.workspaceId} and address_key = ${key} returning id
        `.execute(db);
    const at = performance.now();
    for (const { id } of rows) record.contactChanges.push({ contactId: id, person, at });
  });
}

/** A person decides to send uncertain letters again. */
export function sendingAgain(stage: Stage): Promise<void> {
  const { people, random, record, db } = stage;
  return often(stage, stage.weather.resends, async () => {
    const campaignId = random.pick(people.campaigns)?.id ?? '';
    const uncertain = await db
      .selectFrom('deliveries')
      .select(['campaign_id', 'address_key', 'letter_no'])
      .where('campaign_id', '=', campaignId)
      .where('state', '=', 'uncertain')
      .execute();
    const letters = uncertain.map((row) => ({
      campaignId: row.campaign_id,
      addressKey: row.address_key,
      letterNo: row.letter_no,
    }));
    for (const letter of letters) {
      record.sentAgain.add(`${letter.campaignId}/${letter.addressKey.toString('hex')}/${letter.letterNo}`);
    }
    await resolveUncertain({ db, wake }, people.workspaceId, campaignId, { action: 'resend', letters, by: 'operator' });
  });
}
