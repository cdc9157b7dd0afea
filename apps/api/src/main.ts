import { mkdirSync } from 'node:fs';
import { failInterruptedImports } from '@hikyaku/audience';
import { assertPepper, listenTo, openDb, openPool, PepperMismatchError } from '@hikyaku/database';
import { nameServers } from '@hikyaku/delivery';
import { forgetImages } from '@hikyaku/images';
import { databaseProblem, errorFacts, listenProblem, type Log, openLog } from '@hikyaku/log';
import { defaultPrefix, openEnqueuer } from '@hikyaku/queue';
import { collectDefaultMetrics } from 'prom-client';
import { openCampaignWatch } from './campaigns/campaign-watch.ts';
import { type Config, readConfig } from './config.ts';
import { forgetIdempotencyKeys } from './http/idempotency.ts';
import { openImports } from './imports/background.ts';
import { listen } from './listen.ts';
import { openMetrics } from './metrics.ts';
import { createServer } from './server.ts';
import { wakeUps } from './wake-ups.ts';

/** To the supervisor (it listens over IPC) EX_CONFIG of sysexits.h: starting again cannot help. To anybody else 1. */
const wrongSetting = process.connected ? 78 : 1;
/** Answers wait 5 s for letters on the wire, and some seconds for the database. */
const mostDrainMs = 12_000;
const hourMs = 3_600_000;
const keysLastHours = 7 * 24;
const removedImagesLastDays = 30;

const signals = ['SIGTERM', 'SIGINT'] as const;

const read = readConfig(process.env);
if (read.ok) await run(read.config);
else stop(read.problem, wrongSetting);

async function run(config: Config): Promise<void> {
  const log = openLog('api', config.logLevel);
  const tell = (error: Error) => log.warn(errorFacts(error), 'waiting out a trouble');
  const db = openDb(
    openPool({ url: config.databaseUrl, applicationName: 'hikyaku-api', maxConnections: 16, onIdleError: tell }),
  );
  const ending: (() => Promise<void>)[] = [() => db.destroy()];
  try {
    await assertPepper(db, config.pepper);
    const interrupted = await failInterruptedImports(db);
    if (interrupted > 0) log.warn({ interrupted }, 'imports of a process that died are marked as failed');
    mkdirSync(config.spoolFolder, { recursive: true, mode: 0o700 });
    const queue = openEnqueuer({ url: config.redisUrl, prefix: defaultPrefix }, tell);
    ending.unshift(() => queue.close());
    const imports = openImports(db, config.pepper, log);
    ending.unshift(() => imports.drain());
    const watch = openCampaignWatch(db);
    const moves = listenTo({
      url: config.databaseUrl,
      applicationName: 'hikyaku-api-moves',
      channel: 'campaign_moved',
      onNotice: (id) => watch.moved(id),
      onTrouble: tell,
    });
    ending.unshift(() => moves.close());
    const metrics = openMetrics(db);
    collectDefaultMetrics({ register: metrics.registry });
    const resolver = nameServers(config.nameServers);
    const ping = { pingRedis: () => queue.ping() };
    const deps = { ...config, ...wakeUps(queue.enqueue), ...ping, db, log, imports, watch, resolver };
    const listening = await listen(createServer(deps, metrics), config);
    const forget = () =>
      Promise.all([
        forgetIdempotencyKeys(db, { olderThanHours: keysLastHours }),
        forgetImages(db, { olderThanDays: removedImagesLastDays }),
      ]).catch(tell);
    const tidying = setInterval(() => void forget(), hourMs);
    log.info({ host: config.host, port: listening.port }, 'listening');
    drainOnSignal(log, async () => {
      clearInterval(tidying);
      watch.close();
      await listening.drain(mostDrainMs);
      for (const end of ending) await end();
    });
    process.send?.({ type: 'ready', port: listening.port });
  } catch (error) {
    for (const end of ending) await end();
    if (error instanceof PepperMismatchError) return stop(error.message, wrongSetting);
    stop(listenProblem(error, { ...config, variable: 'API_PORT' }) ?? databaseProblem(error), 1);
  }
}

/** On a signal: takes no new request, finishes those under way, and stops imports, each with its row saying so. */
function drainOnSignal(log: Log, end: () => Promise<void>): void {
  const drain = async (): Promise<void> => {
    for (const signal of signals) process.off(signal, onSignal);
    log.info({}, 'finishing');
    await end();
    if (process.connected) process.disconnect();
  };
  const onSignal = (): void => void drain();
  for (const signal of signals) process.on(signal, onSignal);
}

function stop(sentence: string, exitCode: number): void {
  console.error(sentence);
  process.exitCode = exitCode;
  if (process.connected) process.disconnect();
}
