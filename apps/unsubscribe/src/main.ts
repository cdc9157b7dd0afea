import { assertPepper, openDb, openPool, PepperMismatchError } from '@hikyaku/database';
import { tokenReader } from '@hikyaku/suppression';
import { type Config, readConfig } from './config.ts';
import { type Listening, listen } from './listen.ts';
import { errorFacts, type Log, openLog } from './log.ts';
import { createServer } from './server.ts';
import { startProblem } from './start-problem.ts';

/** EX_CONFIG of sysexits.h: starting again cannot help. */
const configurationExitCode = 78;

/** Answers wait 5 s for a letter on the wire, and some seconds for the database. */
const mostDrainMs = 12_000;

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
    const app = createServer({ ...config, db, log, readToken: tokenReader(config.keyring) });
    const listening = await listen(app, config);
    log.info({ host: config.host, port: listening.port }, 'listening');
    drainOnSignal(listening, () => db.destroy(), log);
    process.send?.({ type: 'ready' });
  } catch (error) {
    await db.destroy();
    if (error instanceof PepperMismatchError) return stop(error.message, configurationExitCode);
    stop(startProblem(error, config), 1);
  }
}

function drainOnSignal(listening: Listening, end: () => Promise<void>, log: Log): void {
  const drain = async (): Promise<void> => {
    for (const signal of signals) process.off(signal, onSignal);
    log.info({}, 'finishing');
    await listening.drain(mostDrainMs);
    await end();
    if (process.connected) process.disconnect();
  };
  const onSignal = (): void => void drain();
  for (const signal of signals) process.on(signal, onSignal);
}

const signals = ['SIGTERM', 'SIGINT'] as const;

function stop(sentence: string, exitCode: number): void {
  console.error(sentence);
  process.exitCode = exitCode;
  if (process.connected) process.disconnect();
}
