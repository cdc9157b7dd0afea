import { assertPepper, openDb, openPool, PepperMismatchError } from '@hikyaku/database';
import { tokenReader } from '@hikyaku/suppression';
import { type Config, readConfig } from './config.ts';
import { type Listening, listen } from './listen.ts';
import { errorFacts, type Log, openLog } from './log.ts';
import { createServer } from './server.ts';
import { databaseProblem, listenProblem } from './start-problem.ts';

/** To the supervisor (it listens over IPC) EX_CONFIG of sysexits.h: starting again cannot help. To anybody else 1. */
const configurationExitCode = process.connected ? 78 : 1;

/** Answers wait 5 s for a letter on the wire, and some seconds for the database. */
const mostDrainMs = 12_000;

const signals = ['SIGTERM', 'SIGINT'] as const;

const read = readConfig(process.env);
if (read.ok) await run(read.config);
else stop(read.problem, configurationExitCode);

async function run(config: Config): Promise<void> {
  const log = openLog(config.logLevel);
  const pool = openPool({
    url: config.databaseUrl,
    applicationName: 'hikyaku-unsubscribe',
    statementTimeoutMs: 4_000,
    onIdleError: (error) => log.warn(errorFacts(error), 'database connection lost'),
  });
  const db = openDb(pool);
  try {
    await assertPepper(db, config.pepper);
  } catch (error) {
    await db.destroy();
    if (error instanceof PepperMismatchError) return stop(error.message, configurationExitCode);
    return stop(databaseProblem(error), 1);
  }
  const app = createServer({ ...config, db, log, readToken: tokenReader(config.keyring) });
  let listening: Listening;
  try {
    listening = await listen(app, config);
  } catch (error) {
    await db.destroy();
    return stop(listenProblem(error, config), 1);
  }
  drainOnSignal(listening, () => db.destroy(), log);
  log.info({ host: config.host, port: listening.port }, 'listening');
  process.send?.({ type: 'ready' });
}

function drainOnSignal(listening: Listening, end: () => Promise<void>, log: Log): void {
  let begun = false;
  // A second signal (the terminal's and the supervisor's) must not cut off answers under way.
  const drain = async (): Promise<void> => {
    if (begun) return;
    begun = true;
    log.info({}, 'finishing');
    await listening.drain(mostDrainMs);
    await end();
    if (process.connected) process.disconnect();
  };
  for (const signal of signals) process.on(signal, () => void drain());
}

function stop(sentence: string, exitCode: number): void {
  console.error(sentence);
  process.exitCode = exitCode;
  if (process.connected) process.disconnect();
}
