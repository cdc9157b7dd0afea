import { assertPepper, openDb, openPool, PepperMismatchError } from '@hikyaku/database';
import { unfitForQueues } from '@hikyaku/queue';
import { pino } from 'pino';
import { readConfig } from './config.ts';
import { startWorkers } from './workers.ts';

/** To the supervisor (it listens over IPC) EX_CONFIG of sysexits.h: starting again cannot help. To anybody else 1. */
const wrongSetting = process.connected ? 78 : 1;
/** How long letters in hand may take to finish when the process is told to stop. */
const drainMs = 30_000;

const read = readConfig(process.env);
if (!read.ok) refuse(read.problem);
const { config } = read;
const log = pino({ level: config.logLevel, name: 'sender' });

await assertOwnDatabase(config.databaseUrl, config.pepper);
const unfit = await unfitForQueues(config.redisUrl).catch(() => undefined);
if (unfit !== undefined) refuse(unfit);

const workers = await startWorkers(config, log, {
  onFenced: () => {
    // Whatever is in hand belongs to the process that recovered it. Coming back means coming back under a new id.
    log.error('declared dead by another process; ending');
    process.exit(1);
  },
});
log.info('ready');
process.send?.({ type: 'ready' });
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void drain());
process.once('disconnect', () => void drain());

async function drain(): Promise<void> {
  log.info('draining');
  // Letters that do not finish in time are settled by recovery, from the journal.
  setTimeout(() => process.exit(0), drainMs).unref();
  await workers.drain();
  process.exit(0);
}

async function assertOwnDatabase(url: string, pepper: Buffer): Promise<void> {
  const db = openDb(openPool({ url, applicationName: 'hikyaku-sender-start', maxConnections: 1 }));
  try {
    await assertPepper(db, pepper);
  } catch (error) {
    if (error instanceof PepperMismatchError) refuse(error.message);
    throw error;
  } finally {
    await db.destroy();
  }
}

function refuse(problem: string): never {
  process.stderr.write(`sender: ${problem}\n`);
  process.exit(wrongSetting);
}
