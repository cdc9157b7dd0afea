import { existsSync } from 'node:fs';
import { hostname } from 'node:os';
import { assertPepper, type Link, openLink, PepperMismatchError } from '@hikyaku/database';
import { shownImage } from '@hikyaku/images/shown';
import { databaseProblem, errorFacts, listenProblem, type Log, openLog } from '@hikyaku/log';
import { keyRenewal } from '@hikyaku/message';
import { openDoor, openJournal, personTokenReader, tokenReader } from '@hikyaku/suppression';
import { type Config, readConfig } from './config.ts';
import { type Listening, listen } from './listen.ts';
import { createServer } from './server.ts';
import { isAway, journalProblem } from './start-problem.ts';

/** To the supervisor (it listens over IPC) EX_CONFIG of sysexits.h: starting again cannot help. To anybody else 1. */
const configurationExitCode = process.connected ? 78 : 1;

/** Answers wait 5 s for a letter on the wire, and some seconds for the database. */
const mostDrainMs = 12_000;

const signals = ['SIGTERM', 'SIGINT'] as const;

const read = readConfig(process.env);
if (read.ok) await run(read.config);
else stop(read.problem, configurationExitCode);

async function run(config: Config): Promise<void> {
  const log = openLog('unsubscribe', config.logLevel);
  const links = openLinks(config, log);
  const unfit = await unfitDatabase(links.work, config, log);
  if (unfit !== undefined) {
    await links.end();
    return stop(unfit.sentence, unfit.exitCode);
  }
  const journal = await openJournal(config.journalFolder).catch((error: unknown) => journalProblem(error, config));
  if (typeof journal === 'string') {
    await links.end();
    return stop(journal, 1);
  }
  const door = openDoor({
    journal,
    place: { host: hostname(), folder: config.journalFolder },
    ...links,
    onTrouble: (error) => log.warn(errorFacts(error), 'waiting out a trouble'),
    onSuperseded: (error) => {
      log.error(errorFacts(error), 'ending');
      process.exit(1);
    },
  });
  const end = async (): Promise<void> => {
    await door.close();
    await links.end();
  };
  const renew = keyRenewal(config.pepper);
  const app = createServer({
    ...config,
    pepper: config.pepper.bytes,
    door,
    log,
    showImage: (file) => shownImage(links.work.db, file),
    readToken: tokenReader(config.keyring, renew),
    readPreferencesToken: personTokenReader(config.keyring, 'preferences', undefined, renew),
    readConfirmToken: personTokenReader(config.keyring, 'confirm', undefined, renew),
  });
  await door.asked;
  let listening: Listening;
  try {
    listening = await listen(app, config);
  } catch (error) {
    await end();
    return stop(listenProblem(error, { ...config, variable: 'UNSUBSCRIBE_PORT' }) ?? databaseProblem(error), 1);
  }
  drainOnSignal(listening, end, log);
  log.info({ host: config.host, port: listening.port }, 'listening');
  process.send?.({ type: 'ready' });
}

/** Two ways to the database: one that carries, and one beside it that finds out quickly whether there is anybody at the other end. */
function openLinks(config: Config, log: Log) {
  const onIdleError = (error: Error): void => log.warn(errorFacts(error), 'database connection lost');
  const common = { url: config.databaseUrl, connectWithinMs: 2_000, onIdleError };
  const work = openLink({ ...common, applicationName: 'hikyaku-unsubscribe', statementTimeoutMs: 4_000 });
  const second = { maxConnections: 1, connectWithinMs: 1_000, statementTimeoutMs: 1_000, answerWithinMs: 1_000 };
  const vows = openLink({ ...common, applicationName: 'hikyaku-unsubscribe-vows', ...second });
  return {
    work,
    vows,
    end: async () => {
      await Promise.all([work.db.destroy(), vows.db.destroy()]);
      for (const link of [work, vows]) link.cut();
    },
  };
}

/**
 * Why this database will not do. One that does not answer will, later: whoever has met theirs before starts without it, and records
 * what is said meanwhile. A first start without it is more likely a wrong address.
 */
async function unfitDatabase(
  work: Link,
  config: Config,
  log: Log,
): Promise<{ sentence: string; exitCode: number } | undefined> {
  try {
    await assertPepper(work.db, config.pepper.bytes);
    return undefined;
  } catch (error) {
    if (error instanceof PepperMismatchError) return { sentence: error.message, exitCode: configurationExitCode };
    if (!isAway(error) || !existsSync(config.journalFolder)) return { sentence: databaseProblem(error), exitCode: 1 };
    log.warn(errorFacts(error), 'the database is away: opt-outs are recorded here until it is back');
    return undefined;
  }
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
