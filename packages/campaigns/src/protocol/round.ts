import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Db, openDb, openPool } from '@hikyaku/database';
import { balances, readBooks } from '@hikyaku/ledger';
import { prepare } from '../prepare.ts';
import { fastClock } from './clock.ts';
import { disasters } from './disasters.ts';
import { startFleet } from './fleet.ts';
import { leavers } from './leavers.ts';
import { gatherPeople } from './people.ts';
import { changingContacts, pausing, sendingAgain } from './people-and-operators.ts';
import { pauseFor } from './pause-for.ts';
import { seededRandom } from './random.ts';
import { emptyRecord, type RoundRecord } from './record.ts';
import { note, type Stage, type Tally } from './stage.ts';
import type { Steps } from './steps.ts';
import type { Weather } from './weather.ts';

/** What a round runs on: a database of the test's own (its functions as they are to be), and the seed of its chances. */
export type RoundSettings = {
  db: Db;
  url: string;
  seed: number;
  weather: Weather;
  steps: Steps;
  patienceMs: number;
  /** Looked at while the round goes on: true ends it at once. */
  isEnough: (record: RoundRecord) => boolean;
};

/** What was seen, and what went on behind the scenes. */
export type Round = { record: RoundRecord; tally: Tally };

/**
 * One round: people and campaigns of its own; a storm in which everything goes on at once (freeze, senders, leavers, pauses,
 * disasters); then calm, until no letter is under way or nothing moves for `patienceMs`; then a last look at the rows.
 */
export async function playRound({
  db,
  url,
  seed,
  weather,
  steps,
  patienceMs,
  isEnough,
}: RoundSettings): Promise<Round> {
  const folder = mkdtempSync(path.join(tmpdir(), 'hikyaku-adversary-'));
  const people = await gatherPeople(db, `seed ${seed} `, weather.people);
  const stage: Stage = {
    db,
    url,
    folder,
    people,
    weather,
    steps,
    random: seededRandom(seed),
    record: emptyRecord(),
    tally: { kills: 0, freezes: 0, cuts: 0, lostAnswers: 0, troubles: new Map() },
    phase: 'storm',
    onTheWay: new Map(),
    moving: [],
  };
  for (const campaign of people.campaigns) if (campaign.class === 'marketing') stage.record.marketing.add(campaign.id);
  const crowd = openDb(openPool({ url, applicationName: 'people', maxConnections: 14, statementTimeoutMs: 4_500 }));
  const freezing = openDb(openPool({ url, applicationName: 'freeze', maxConnections: 4 }));
  const fleet = startFleet(stage);
  try {
    await freezeAtOnce(stage, freezing);
    const untilTheEnd = Promise.all([fastClock(stage), lookingAtTheBooks(stage)]);
    const storm = Promise.all([
      preparing(stage, freezing),
      leavers(stage, crowd),
      pausing(stage, crowd),
      changingContacts(stage),
      sendingAgain(stage),
      disasters(stage, fleet),
    ]);
    const look = () => {
      fleet.fill();
      return isEnough(stage.record);
    };
    const enough = await untilStill(stage, { mostMs: weather.stormMs, patienceMs: weather.stormMs, look });
    stage.phase = enough ? 'over' : 'calm';
    fleet.thaw();
    await storm;
    fleet.thaw();
    if (!enough) await untilStill(stage, { mostMs: 60_000, patienceMs, look });
    stage.phase = 'over';
    await untilTheEnd;
  } finally {
    stage.phase = 'over';
    await fleet.end();
    await Promise.all([crowd.destroy(), freezing.destroy()]);
    rmSync(folder, { recursive: true });
  }
  await lookAtTheRows(stage);
  return { record: stage.record, tally: stage.tally };
}

const isSound = async () => true;

/** The first campaigns are on their way before anything goes wrong. */
async function freezeAtOnce({ people }: Stage, db: Db): Promise<void> {
  const wake = async () => {};
  await Promise.all(
    people.campaigns.filter((c) => c.early).map(({ id }) => prepare({ db, wake, pageSize: 150, isSound }, id)),
  );
}

/** The others are frozen meanwhile, in small pages, each by two at once, as a job handed out twice does, until they send. */
async function preparing(stage: Stage, db: Db): Promise<void> {
  const untilItSends = async ({ id }: { id: string }) => {
    while (stage.phase !== 'over') {
      try {
        const prepared = await prepare({ db, wake: async () => {}, isSound, pageSize: 25 }, id);
        if (prepared.kind === 'sending' || (prepared.kind === 'stopped' && prepared.status === 'sending')) return;
      } catch (error) {
        note(stage, error);
      }
      await pauseFor(10 + stage.random.below(20));
    }
  };
  const late = stage.people.campaigns.filter((c) => !c.early);
  await Promise.all([...late, ...late].map(untilItSends));
}

async function lookingAtTheBooks(stage: Stage): Promise<void> {
  while (stage.phase !== 'over') {
    for (const { id } of stage.people.campaigns) {
      const books = await readBooks(stage.db, id);
      if (!balances(books)) stage.record.unbalanced.push(`${id}: ${JSON.stringify(books)}`);
    }
    await pauseFor(15);
  }
}

/** Until no letter is under way, nothing has changed for so long that nothing will, or the time is up. True when `look` has seen enough. */
async function untilStill(
  stage: Stage,
  { mostMs, patienceMs, look }: { mostMs: number; patienceMs: number; look: () => boolean },
): Promise<boolean> {
  const began = performance.now();
  let before = '';
  for (let since = began; performance.now() - since < patienceMs && performance.now() - began < mostMs; ) {
    if (look()) return true;
    const books = await Promise.all(stage.people.campaigns.map(({ id }) => readBooks(stage.db, id)));
    if (books.every((b) => b.queued + b.attempting + b.deferred === 0 && b.targeted > 0)) return false;
    const now = JSON.stringify(books);
    if (now !== before) since = performance.now();
    before = now;
    await pauseFor(40);
  }
  return false;
}

async function lookAtTheRows({ db, people, record }: Stage): Promise<void> {
  const rows = await db
    .selectFrom('deliveries')
    .select(['campaign_id', 'address_key', 'letter_no', 'state', 'reason', 'attempt'])
    .where(
      'campaign_id',
      'in',
      people.campaigns.map(({ id }) => id),
    )
    .execute();
  for (const row of rows) {
    const letter = `${row.campaign_id}/${row.address_key.toString('hex')}/${row.letter_no}`;
    record.rows.push({ letter, state: row.state, reason: row.reason, attempt: row.attempt });
  }
}
