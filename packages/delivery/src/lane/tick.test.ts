import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Db } from '@hikyaku/database';
import { type TestDatabase, testDatabase } from '@hikyaku/database/testing';
import { balances, readBooks } from '@hikyaku/ledger';
import { leave } from '@hikyaku/suppression';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { type SeededCampaign, seedCampaign, seededKey } from '../testing/campaign.ts';
import { losingAnswers } from '../testing/lost-answers.ts';
import { type Script, type ScriptedServer, scriptedServer } from '../testing/scripted-server.ts';
import { shortComposer, type TestSender, testSender } from '../testing/sender.ts';
import { LineUnavailableError, type Transport } from '../transport.ts';
import { type Captured, captureTransport } from '../transports/capture.ts';
import { parseRelay } from '../transports/relay.ts';
import { smtpTransport } from '../transports/smtp.ts';
import { slotsToWake } from './batch.ts';
import { tick } from './tick.ts';

let database: TestDatabase;
let db: Db;
let folder: string;
const closing: (() => Promise<unknown>)[] = [];
beforeEach(async () => {
  database = await testDatabase();
  db = database.db;
  folder = mkdtempSync(path.join(tmpdir(), 'hikyaku-tick-'));
});
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
  await database.drop();
  rmSync(folder, { recursive: true });
});

async function sender(transport: Transport, options: Parameters<typeof testSender>[3] = {}): Promise<TestSender> {
  const started = await testSender(db, transport, folder, options);
  closing.push(started.close);
  return started;
}

async function smtp(script: Script): Promise<{ server: ScriptedServer; transport: Transport }> {
  const server = await scriptedServer(script);
  closing.push(server.close);
  return { server, transport: smtpTransport(parseRelay(`smtp://127.0.0.1:${server.port}`), 'mail.example.com') };
}

async function drainAll(campaign: SeededCampaign, { sender }: TestSender): Promise<void> {
  await Promise.all(campaign.slotIds.map((slotId) => tick(sender, slotId)));
}

async function batchStates(): Promise<Record<string, number>> {
  const { rows } = await sql<{ state: string; n: number }>`
    select state, count(*)::int as n from batches group by state
  `.execute(db);
  return Object.fromEntries(rows.map((row) => [row.state, row.n]));
}

describe('tick', () => {
  it('carries every due letter once over real SMTP, closes its batches and lets its slot go', async () => {
    const campaign = await seedCampaign(db, 950);
    const { server, transport } = await smtp({});
    const { sender: one, troubles } = await sender(transport);
    await drainAll(campaign, { sender: one } as TestSender);
    expect(new Set(server.received.map((letter) => letter.to)).size).toBe(950);
    expect(server.received).toHaveLength(950);
    expect(await readBooks(db, campaign.campaignId)).toMatchObject({ targeted: 950, accepted: 950, queued: 0 });
    expect(await batchStates()).toEqual({ closed: 10 });
    expect(troubles).toEqual([]);
    const owned = await db.selectFrom('lane_slots').select('id').where('sender_id', 'is not', null).execute();
    expect(owned).toEqual([]);
  });

  it('keeps its connections between letters instead of opening one each', async () => {
    const campaign = await seedCampaign(db, 300);
    const { server, transport } = await smtp({});
    await drainAll(campaign, await sender(transport, { lines: 4 }));
    expect(server.connections()).toBeLessThanOrEqual(4);
  });

  it('withholds a letter to someone who left after its batch was prepared (UNS-GATE-1)', async () => {
    const campaign = await seedCampaign(db, 3);
    const kept: Captured[] = [];
    const composed: string[] = [];
    const one = await sender(
      captureTransport((letter) => kept.push(letter)),
      {
        composer: {
          open: async (id, letters) => {
            const compose = await shortComposer.open(id, letters);
            // The person leaves when the letter is already being made.
            if (composed.length === 0) {
              await sql`
              insert into suppressions (address_key, scope, workspace_id, reason, source, masked_email)
              values (${seededKey(2)}, 'marketing', ${campaign.workspaceId}, 'unsubscribed', 'test', '')
            `.execute(db);
            }
            return (letter) => {
              composed.push(letter.email);
              return compose(letter);
            };
          },
        },
      },
    );
    await drainAll(campaign, one);
    expect(composed).toContain('p2@example.com');
    expect(kept.map((letter) => letter.envelope.to).sort()).toEqual(['p1@example.com', 'p3@example.com']);
    const rows = await db.selectFrom('deliveries').select(['reason']).where('state', '=', 'withheld').execute();
    expect(rows).toEqual([{ reason: 'suppressed-marketing' }]);
  });

  it('defers a 4yz to a batch of its own, due by the schedule, and asks the gate again on its retry', async () => {
    const campaign = await seedCampaign(db, 3);
    const busy = await smtp({ rcpt: '451 4.3.0 later' });
    await drainAll(campaign, await sender(busy.transport));
    expect(await readBooks(db, campaign.campaignId)).toMatchObject({ deferred: 3 });
    const { rows } = await sql<{ minutes: number }>`
      select distinct extract(epoch from due_at - clock_timestamp())::float8 / 60 as minutes
      from batches where state = 'ready'
    `.execute(db);
    expect(rows.length).toBeGreaterThan(0);
    for (const { minutes } of rows) expect(minutes).toBeGreaterThan(58);

    // Someone leaves between the 4yz and the retry; then the retry is due.
    const left = await leave(
      db,
      [{ workspaceId: campaign.workspaceId, addressKey: seededKey(1), scope: 'list', listId: campaign.listId }],
      { reason: 'unsubscribed', source: 'test' },
    );
    expect(left).toMatchObject({ kind: 'done', takenBack: 1 });
    await sql`update batches set due_at = clock_timestamp() where state = 'ready'`.execute(db);
    expect((await slotsToWake(db)).length).toBeGreaterThan(0);
    const kept: Captured[] = [];
    await drainAll(campaign, await sender(captureTransport((letter) => kept.push(letter))));
    expect(
      kept.map((letter) => [letter.envelope.to, letter.attempt]).sort((a, b) => String(a).localeCompare(String(b))),
    ).toEqual([
      ['p2@example.com', 2],
      ['p3@example.com', 2],
    ]);
    expect(await batchStates()).toEqual({ closed: expect.any(Number) });
  });

  it('records a refusal as bounced and a dot without an answer as uncertain, listed by name', async () => {
    const refused = await seedCampaign(db, 2);
    await drainAll(refused, await sender((await smtp({ rcpt: '550 5.7.1 not from you' })).transport));
    expect(await readBooks(db, refused.campaignId)).toMatchObject({ bounced: 2 });

    const doubtful = await seedCampaign(db, 2);
    await drainAll(doubtful, await sender((await smtp({ dot: 'break' })).transport));
    const books = await readBooks(db, doubtful.campaignId);
    expect(books).toMatchObject({ uncertain: 2 });
    expect(balances(books)).toBe(true);
    const named = await db.selectFrom('exceptions').select('address_key').execute();
    expect(named).toHaveLength(2);
  });

  it('fails a letter that cannot be composed, with its reason, and sends the others', async () => {
    const campaign = await seedCampaign(db, 3);
    const kept: Captured[] = [];
    const one = await sender(
      captureTransport((letter) => kept.push(letter)),
      {
        composer: {
          open: async (id, letters) => {
            const compose = await shortComposer.open(id, letters);
            return async (letter) =>
              letter.email === 'p2@example.com' ? { ok: false, reason: 'missing contact.name' } : compose(letter);
          },
        },
      },
    );
    await drainAll(campaign, one);
    expect(kept).toHaveLength(2);
    const failed = await db
      .selectFrom('deliveries')
      .select(['reason', 'attempt'])
      .where('state', '=', 'failed')
      .execute();
    expect(failed).toEqual([{ reason: 'missing contact.name', attempt: 0 }]);
  });

  it('blames no letter when the relay is shut: every row stays as it was and is due again', async () => {
    const campaign = await seedCampaign(db, 5);
    const shut: Transport = { open: () => Promise.reject(new LineUnavailableError('relay', 'refused')) };
    const one = await sender(shut);
    await drainAll(campaign, one);
    expect(await readBooks(db, campaign.campaignId)).toMatchObject({ queued: 5, deferred: 0, attempting: 0 });
    expect(await batchStates()).toEqual({ ready: 1 });
    expect(one.troubles.every((trouble) => trouble instanceof LineUnavailableError)).toBe(true);
  });

  it('leaves a paused campaign’s and a paused lane’s letters alone', async () => {
    const campaign = await seedCampaign(db, 5);
    const kept: Captured[] = [];
    const one = await sender(captureTransport((letter) => kept.push(letter)));
    await sql`select move_campaign(${campaign.campaignId}, array['sending'], 'paused')`.execute(db);
    await drainAll(campaign, one);
    await sql`select move_campaign(${campaign.campaignId}, array['paused'], 'sending')`.execute(db);
    await sql`update lanes set paused_at = now()`.execute(db);
    await drainAll(campaign, one);
    expect(kept).toEqual([]);
    await sql`update lanes set paused_at = null`.execute(db);
    await drainAll(campaign, one);
    expect(kept).toHaveLength(5);
  });

  it('withholds letters to contacts that are gone or have another address now', async () => {
    const campaign = await seedCampaign(db, 4);
    await sql`delete from contacts where email = 'p1@example.com'`.execute(db);
    await sql`update contacts set address_key = ${seededKey(77)}, email = 'p77@example.com' where email = 'p2@example.com'`.execute(
      db,
    );
    const kept: Captured[] = [];
    await drainAll(campaign, await sender(captureTransport((letter) => kept.push(letter))));
    expect(kept.map((letter) => letter.envelope.to).sort()).toEqual(['p3@example.com', 'p4@example.com']);
    const reasons = await db
      .selectFrom('deliveries')
      .select('reason')
      .where('state', '=', 'withheld')
      .orderBy('reason')
      .execute();
    expect(reasons.map((row) => row.reason)).toEqual(['address-changed', 'contact-deleted']);
  });

  it('works a slot once at a time, also when its job is handed out twice', async () => {
    const campaign = await seedCampaign(db, 5);
    const { sender: one } = await sender(captureTransport(() => {}));
    const slotId = campaign.slotIds[0] ?? 0;
    const ticked = await Promise.all([tick(one, slotId), tick(one, slotId)]);
    expect(ticked.map((result) => result.kind)).toEqual(['ticked', 'not-ours']);
    expect(await tick(one, slotId)).toMatchObject({ kind: 'ticked' });
  });

  it.each([
    ['its slot', 'take_slot('],
    ['a batch', 'take_batch('],
  ])('keeps nothing that it took without hearing so: %s is there for whoever comes next', async (_what, words) => {
    const campaign = await seedCampaign(db, 5);
    const kept: Captured[] = [];
    const frail = losingAnswers(db);
    const one = await testSender(
      frail.db,
      captureTransport((letter) => kept.push(letter)),
      folder,
    );
    closing.push(one.close);
    const [slotId = 0] = campaign.slotIds;
    frail.loseNext(words);
    await expect(tick(one.sender, slotId)).rejects.toThrow('the answer was lost');
    expect(await slotsToWake(db)).toMatchObject([{ slotId }]);
    expect(await batchStates()).toEqual({ ready: 1 });
    await tick(one.sender, slotId);
    expect(kept).toHaveLength(5);
  });

  it('does nothing in a slot that another sender owns', async () => {
    const campaign = await seedCampaign(db, 5);
    const other = await sender(captureTransport(() => {}));
    const one = await sender(captureTransport(() => {}));
    await sql`update lane_slots set sender_id = ${other.sender.life.senderId}`.execute(db);
    expect(await tick(one.sender, campaign.slotIds[0] ?? 0)).toEqual({ kind: 'not-ours' });
    await sql`update lane_slots set sender_id = null`.execute(db);
  });
});
