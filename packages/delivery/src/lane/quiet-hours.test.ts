import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Db } from '@hikyaku/database';
import { type TestDatabase, testDatabase } from '@hikyaku/database/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { type SeededCampaign, seedCampaign } from '../testing/campaign.ts';
import { scriptedServer } from '../testing/scripted-server.ts';
import { type TestSender, testSender } from '../testing/sender.ts';
import { captureTransport } from '../transports/capture.ts';
import { pipeliningTransport } from '../transports/pipelining.ts';
import { parseRelay } from '../transports/relay.ts';
import { tick } from './tick.ts';

let database: TestDatabase;
let db: Db;
let folder: string;
const closing: (() => Promise<unknown>)[] = [];
beforeEach(async () => {
  database = await testDatabase();
  db = database.db;
  folder = mkdtempSync(path.join(tmpdir(), 'hikyaku-quiet-'));
});
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
  await database.drop();
  rmSync(folder, { recursive: true });
});

async function capturing(): Promise<TestSender & { sent: string[] }> {
  const sent: string[] = [];
  const one = await testSender(
    db,
    captureTransport((letter) => sent.push(letter.envelope.to)),
    folder,
  );
  closing.push(one.close);
  return { ...one, sent };
}

async function drainAll(campaign: SeededCampaign, { sender }: TestSender): Promise<void> {
  await Promise.all(campaign.slotIds.map((slotId) => tick(sender, slotId)));
}

/** Quiet hours that begin and end so many minutes from now, by UTC. */
async function quietHours(fromMinutes: number, untilMinutes: number): Promise<void> {
  await sql`
    update workspaces set time_zone = 'UTC',
      quiet_from = (clock_timestamp() at time zone 'UTC' + make_interval(mins => ${fromMinutes}))::time,
      quiet_until = (clock_timestamp() at time zone 'UTC' + make_interval(mins => ${untilMinutes}))::time
  `.execute(db);
}

async function waitingMinutes(): Promise<number[]> {
  const { rows } = await sql<{ minutes: number }>`
    select distinct round(extract(epoch from due_at - clock_timestamp()) / 60)::integer as minutes
    from batches where state = 'ready' order by 1
  `.execute(db);
  return rows.map((row) => row.minutes);
}

describe('quiet hours', () => {
  it('put whole batches off to their end, and let letters go before and after', async () => {
    const campaign = await seedCampaign(db, 250);
    const one = await capturing();
    await quietHours(-60, 120);
    await drainAll(campaign, one);
    expect(one.sent).toEqual([]);
    expect(await waitingMinutes()).toEqual([120]);
    await quietHours(60, 120);
    await sql`update batches set due_at = clock_timestamp()`.execute(db);
    await drainAll(campaign, one);
    expect(one.sent).toHaveLength(250);
  });

  it('are told by the clock of the people of a batch, where they have one of their own', async () => {
    const campaign = await seedCampaign(db, 200);
    // Twelve hours on it is day there.
    await quietHours(-60, 120);
    await sql`update batches set zone = 'Etc/GMT-12' where id = (select min(id) from batches)`.execute(db);
    const one = await capturing();
    await drainAll(campaign, one);
    expect(one.sent).toHaveLength(100);
  });

  it('put off a retry too, whose people keep their own clock', async () => {
    const campaign = await seedCampaign(db, 1);
    await sql`update batches set zone = 'Etc/GMT-12'`.execute(db);
    const server = await scriptedServer({ rcpt: '451 4.3.0 later' });
    closing.push(server.close);
    const transport = pipeliningTransport(parseRelay(`smtp://127.0.0.1:${server.port}`), 'mail.example.com');
    const busy = await testSender(db, transport, folder);
    closing.push(busy.close);
    await drainAll(campaign, busy);
    const retries = await sql<{ zone: string }>`select zone from batches where state = 'ready'`.execute(db);
    expect(retries.rows).toEqual([{ zone: 'Etc/GMT-12' }]);
    // Half a day further on the hours between are quiet where they are.
    await quietHours(12 * 60 - 60, 12 * 60 + 60);
    await sql`update batches set due_at = clock_timestamp() where state = 'ready'`.execute(db);
    const connections = server.connections();
    await drainAll(campaign, busy);
    expect(server.connections()).toBe(connections);
    expect(await waitingMinutes()).toEqual([60]);
  });

  it('do not hold up what is not marketing', async () => {
    const campaign = await seedCampaign(db, 3);
    await sql`update campaigns set class = 'transactional'`.execute(db);
    await quietHours(-60, 120);
    const one = await capturing();
    await drainAll(campaign, one);
    expect(one.sent).toHaveLength(3);
  });

  it('end a batch that is being sent when they begin: letters read ahead are put down untouched', async () => {
    const campaign = await seedCampaign(db, 300);
    await sql`update batches set slot_id = ${campaign.slotIds[0] ?? 0}`.execute(db);
    await sql`
      update workspaces set time_zone = 'UTC',
        quiet_from = (clock_timestamp() at time zone 'UTC' + interval '1 second')::time,
        quiet_until = (clock_timestamp() at time zone 'UTC' + interval '2 hours')::time
    `.execute(db);
    const sent: string[] = [];
    const capture = captureTransport((letter) => sent.push(letter.envelope.to));
    let begun: Promise<void> | undefined;
    const one = await testSender(
      db,
      {
        open: async () => {
          const line = await capture.open();
          return {
            get usable() {
              return line.usable;
            },
            async transmit(letter, beforeDot) {
              if (sent.length >= 20) await (begun ??= quietHaveBegun());
              return line.transmit(letter, beforeDot);
            },
            close: () => line.close(),
          };
        },
      },
      folder,
      { lines: 2 },
    );
    closing.push(one.close);
    await tick(one.sender, campaign.slotIds[0] ?? 0);
    // The two on a line were begun before.
    expect(sent.length).toBeLessThanOrEqual(22);
    expect(
      await db.selectFrom('deliveries').select('attempt').where('state', '=', 'queued').distinct().execute(),
    ).toEqual([{ attempt: 0 }]);
  });

  async function quietHaveBegun(): Promise<void> {
    for (;;) {
      const { rows } = await sql<{ begun: boolean }>`
        select bool_and(quiet_end(clock_timestamp(), 'UTC', quiet_from, quiet_until) is not null) as begun from workspaces
      `.execute(db);
      if (rows[0]?.begun === true) return;
    }
  }
});

describe('quiet_end', () => {
  it.each([
    ['in the evening, over midnight', '2026-07-01T13:30:00Z', 'Asia/Tokyo', '21:00', '08:00', '2026-07-01T23:00:00Z'],
    ['after midnight', '2026-07-01T16:00:00Z', 'Asia/Tokyo', '21:00', '08:00', '2026-07-01T23:00:00Z'],
    ['at their end', '2026-07-01T23:00:00Z', 'Asia/Tokyo', '21:00', '08:00', null],
    ['within a day', '2026-07-01T03:30:00Z', 'Asia/Tokyo', '12:00', '13:00', '2026-07-01T04:00:00Z'],
    ['before they begin', '2026-07-01T02:59:59Z', 'Asia/Tokyo', '12:00', '13:00', null],
    // Clocks go from 02:00 to 03:00 on 2026-03-29, and from 03:00 back to 02:00 on 2026-10-25.
    [
      'in the night that is an hour short',
      '2026-03-28T22:00:00Z',
      'Europe/Berlin',
      '21:00',
      '08:00',
      '2026-03-29T06:00:00Z',
    ],
    [
      'in the night that is an hour long',
      '2026-10-24T20:00:00Z',
      'Europe/Berlin',
      '21:00',
      '08:00',
      '2026-10-25T07:00:00Z',
    ],
    [
      'until an hour that is left out',
      '2026-03-29T00:30:00Z',
      'Europe/Berlin',
      '00:00',
      '02:30',
      '2026-03-29T01:30:00Z',
    ],
    [
      'until an hour that comes twice',
      '2026-10-25T00:15:00Z',
      'Europe/Berlin',
      '00:00',
      '02:30',
      '2026-10-25T01:30:00Z',
    ],
  ])('knows %s (%s in %s)', async (_, now, zone, from, until, end) => {
    const { rows } = await sql<{ end: Date | null }>`
      select quiet_end(${now}::timestamptz, ${zone}, ${from}::time, ${until}::time) as end
    `.execute(db);
    expect(rows[0]?.end?.toISOString() ?? null).toBe(end === null ? null : new Date(end).toISOString());
  });
});
