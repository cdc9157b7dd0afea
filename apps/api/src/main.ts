import { mkdirSync } from 'node:fs';
import { failInterruptedImports } from '@hikyaku/audience';
import { prepareJob } from '@hikyaku/campaigns';
import { assertPepper, openDb, openPool, PepperMismatchError } from '@hikyaku/database';
import { laneTick, laneTickId } from '@hikyaku/delivery';
import { defaultPrefix, openEnqueuer } from '@hikyaku/queue';
import { collectDefaultMetrics } from 'prom-client';
import { type Config, readConfig } from './config.ts';
import { forgetIdempotencyKeys } from './http/idempotency.ts';
import { openImports } from './imports/background.ts';
import { type Listening, listen } from './listen.ts';
import { errorFacts, type Log, openLog } from './log.ts';
import { openMetrics } from './metrics.ts';
import { createServer } from './server.ts';
import { startProblem } from './start-problem.ts';

/** EX_CONFIG of sysexits.h: starting again cannot help. */
const wrongSetting = 78;
/** Answers wait 5 s for letters on the wire, and some seconds for the database. */
const mostDrainMs = 12_000;
const hourMs = 3_600_000;
const keysLastHours = 7 * 24;

const signals = ['SIGTERM', 'SIGINT'] as const;

const read = readConfig(process.env);
if (read.ok) await run(read.config);
else stop(read.problem, wrongSetting);

async function run(config: Config): Promise<void> {
  const log = openLog(config.logLevel);
  const tell = (error: Error) => log.warn(errorFacts(error), 'waiting out a trouble');
  const db = openDb(
    openPool({ url: config.databaseUrl, applicationName: 'hikyaku-api', maxConnections: 16, onIdleError: tell }),
  );
  const queue = openEnqueuer({ url: config.redisUrl, prefix: defaultPrefix }, tell);
  const close = async () => void (await Promise.all([queue.close(), db.destroy()]));
  try {
    await assertPepper(db, config.pepper);
    const interrupted = await failInterruptedImports(db);
    if (interrupted > 0) log.warn({ interrupted }, 'imports of a process that died are marked as failed');
    mkdirSync(config.spoolFolder, { recursive: true, mode: 0o700 });
    const imports = openImports(db, config.pepper, log);
    const metrics = openMetrics(db);
    collectDefaultMetrics({ register: metrics.registry });
    const { mailboxUrl, ...rest } = config;
    const app = createServer(
      {
        ...rest,
        ...(mailboxUrl === undefined ? {} : { mailboxUrl }),
        db,
        log,
        imports,
        pingRedis: () => queue.ping(),
        wake: async (slotIds) => {
          for (const slotId of slotIds) await queue.enqueue(laneTick, laneTickId(slotId), { slotId });
        },
        remind: (campaignId, at) =>
          queue.enqueue(
            prepareJob,
            `campaign-${campaignId}`,
            { campaignId },
            { delayMs: Math.max(0, at.getTime() - Date.now()) },
          ),
      },
      metrics,
    );
    const listening = await listen(app, config);
    const tidying = setInterval(
      () => void forgetIdempotencyKeys(db, { olderThanHours: keysLastHours }).catch(tell),
      hourMs,
    );
    log.info({ host: config.host, port: listening.port }, 'listening');
    drainOnSignal(listening, log, async () => {
      clearInterval(tidying);
      await imports.drain();
      await close();
    });
    process.send?.({ type: 'ready' });
  } catch (error) {
    await close();
    if (error instanceof PepperMismatchError) return stop(error.message, wrongSetting);
    stop(startProblem(error, config), 1);
  }
}

/** Takes no new request, finishes those under way, and stops imports, each with its row saying so. */
function drainOnSignal(listening: Listening, log: Log, end: () => Promise<void>): void {
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

function stop(sentence: string, exitCode: number): void {
  console.error(sentence);
  process.exitCode = exitCode;
  if (process.connected) process.disconnect();
}
