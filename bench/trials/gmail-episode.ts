// Plays the episode that Gmail is known for, over real SMTP on loopback, with a clock that is put forward: mail flows, 4.7.28, ten minutes of
// silence, one letter at a time, and one more with each that is taken. Keeps in results/gmail-episode.txt what `GET /lanes` and the lane's log are
// made from.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { prepareTemplate, testDatabase } from '@hikyaku/database/testing';
import {
  laneLog,
  laneLogWords,
  listLanes,
  parseRelay,
  pipeliningTransport,
  publishLanes,
  tick,
} from '@hikyaku/delivery';
import { ownShaping, scriptedServer, seedCampaign, testSender } from '@hikyaku/delivery/testing';
import { sql } from 'kysely';
import { endThrowAway, openThrowAway, throwAwayPostgres } from '../../scripts/services/throw-away-services.ts';

const unusual =
  '421-4.7.28 Gmail has detected an unusual rate of unsolicited mail\r\n421 4.7.28 originating from your IP address [192.0.2.25].';
const people = 500;
const patient = 150;
const lines: string[] = [];
const note = (text: string) => {
  lines.push(text);
  console.log(text);
};

const run = openThrowAway();
const folder = mkdtempSync(path.join(tmpdir(), 'hikyaku-episode-'));
try {
  const url = await throwAwayPostgres(run);
  await prepareTemplate(url);
  process.env['HIKYAKU_TEST_DATABASE_URL'] = url;
  await play();
  writeFileSync(fileURLToPath(new URL('../results/gmail-episode.txt', import.meta.url)), `${lines.join('\n')}\n`);
} finally {
  rmSync(folder, { recursive: true });
  await endThrowAway(run);
}

async function play(): Promise<void> {
  const database = await testDatabase();
  const { db } = database;
  await publishLanes(db, ownShaping);
  const { campaignId } = await seedCampaign(db, people);
  const slot = await db.selectFrom('lane_slots').select('id').where('lane', '=', 'gmail').executeTakeFirstOrThrow();
  await sql`update contacts set email = replace(email, '@example.com', '@gmail.com')`.execute(db);
  await db.updateTable('batches').set({ slot_id: slot.id }).where('campaign_id', '=', campaignId).execute();

  let patience = patient;
  const server = await scriptedServer({
    get mail() {
      patience -= 1;
      return patience < 0 ? unusual : '250 2.1.0 go on';
    },
  });
  let skippedMs = 0;
  const transport = pipeliningTransport(parseRelay(`smtp://127.0.0.1:${server.port}`), 'mail.example.com');
  const nowMs = () => Date.now() + skippedMs;
  const one = await testSender(db, transport, folder, { lines: 8, nowMs });
  const show = async (when: string) => {
    const [lane] = await listLanes(db, 'gmail');
    note(`\n# The lane ${when}\n${JSON.stringify(lane, null, 2)}`);
  };

  note(`# ${people} letters to gmail.com; the receiver takes ${patient} and then says 4.7.28 to everything`);
  await tick(one.sender, slot.id);
  note(`${server.received.length} letters taken, then nothing leaves`);
  await show('while the lane is suspended');

  patience = Number.POSITIVE_INFINITY;
  skippedMs = 10 * 60_000 + 1_000;
  // The database keeps its own time.
  await sql`update lanes set suspended_until = suspended_until - interval '601 seconds' where name = 'gmail'`.execute(
    db,
  );
  await sql`update batches set due_at = clock_timestamp() where state = 'ready'`.execute(db);
  await tick(one.sender, slot.id);
  note(`\n# ten minutes later (the clock was put forward)\n${server.received.length} letters taken`);
  await show('afterwards');

  note('\n# Its log, oldest first');
  for (const line of (await laneLog(db, 'gmail', 100))?.toReversed() ?? []) {
    note(`${line.at.toISOString()}  ${line.kind.padEnd(10)} ${laneLogWords(line)}`);
  }

  await one.close();
  await server.close();
  await database.drop();
}
