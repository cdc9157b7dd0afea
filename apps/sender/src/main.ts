import { assertPepper, openDb, openPool, PepperMismatchError } from '@hikyaku/database';
import { errorFacts, openLog } from '@hikyaku/log';
import { unfitForQueues } from '@hikyaku/queue';
import { readConfig } from './config.ts';
import { whenReachable } from './when-reachable.ts';
import { startWorkers } from './workers.ts';

/** To the supervisor (it listens over IPC) EX_CONFIG of sysexits.h: starting again cannot help. To anybody else 1. */
const wrongSetting = process.connected ? 78 : 1;

const read = readConfig(process.env);
if (!read.ok) refuse(read.problem);
const { config } = read;
const log = openLog('sender', config.logLevel);

await whenReachable(() => assertOwnDatabase(config.databaseUrl, config.pepper), {
  tell: (error) => log.warn(errorFacts(error), 'waiting for the database'),
}).catch((error: unknown) => {
  const reason = error instanceof Error && error.message !== '' ? error.message : 'no reason given';
  refuse(
    `The database at DATABASE_URL cannot be used (${reason}): check that it runs and that the address is right.`,
    1,
  );
});
const unfit = await unfitForQueues(config.redisUrl).catch(() => undefined);
if (unfit !== undefined) refuse(unfit);

const workers = await startWorkers(config, log, {
  onFenced: () => {
    // Whatever is in hand belongs to the process that recovered it. Coming back means coming back under a new id.
    log.error('declared dead by another process; ending');
    process.exit(1);
  },
});
let draining = false;
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void drain());
process.once('disconnect', () => void drain());
log.info('ready');
process.send?.({ type: 'ready' });

/** Once, however often it is asked for: a terminal and a supervisor both ask. */
async function drain(): Promise<void> {
  if (draining) return;
  draining = true;
  log.info('draining');
  // What becomes of letters that do not finish in time is for recovery to say, from the journal.
  setTimeout(() => {
    log.warn({ seconds: config.drainSeconds }, 'letters in hand did not finish in time; ending');
    process.exit(0);
  }, config.drainSeconds * 1_000).unref();
  await workers.drain();
  log.info('drained');
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

function refuse(problem: string, exitCode = wrongSetting): never {
  process.stderr.write(`sender: ${problem}\n`);
  process.exit(exitCode);
}
