import { availableParallelism } from 'node:os';
import {
  campaignComposer,
  canaryRound,
  holdUnlessSound,
  prepare,
  type PrepareDeps,
  prepareJob,
  type SelfTestDeps,
} from '@hikyaku/campaigns';
import { type Db, openDb, openPool } from '@hikyaku/database';
import {
  laneTick,
  laneTickId,
  nameServers,
  openSender,
  openStageJournal,
  ownIdentity,
  publishLanes,
  remembered,
  type ShapingFile,
  startSenderLife,
  tick,
} from '@hikyaku/delivery';
import { strangerElsewhere } from '@hikyaku/inspection';
import { errorFacts, type Log } from '@hikyaku/log';
import { openSigningThreads } from '@hikyaku/message';
import { defaultPrefix, openEnqueuer, work } from '@hikyaku/queue';
import { noteRushes } from '@hikyaku/suppression';
import { sql } from 'kysely';
import type { Config } from './config.ts';
import { watchEventLoop } from './event-loop.ts';
import { every } from './every.ts';
import { reconcile } from './reconcile.ts';
import { surveyTail } from './survey-tail.ts';
import { openLines } from './way-out.ts';

/** The running workers of one sender process. */
export type Workers = { drain(): Promise<void> };

const reconcileEveryMs = 2_000;
const shapingEveryMs = 5_000;
const surveyEveryMs = 1_000;
const canaryEveryMs = 60_000;
const rushesEveryMs = 60_000;
/** Wake-ups further away than this are left to the reconciler. */
const farthestWakeMs = 60_000;

/** Wires the queues' jobs to the packages and starts them. `onFenced`: another process declared this one dead; it must end. */
export async function startWorkers(
  config: Config,
  log: Log,
  options: { onFenced: () => void; queuePrefix?: string },
): Promise<Workers> {
  const tell = (error: unknown) => log.warn(errorFacts(error), 'waiting out a trouble');
  const pool = openPool({
    url: config.databaseUrl,
    applicationName: 'hikyaku-sender',
    maxConnections: 20,
    // The gate must answer or fail well within the five seconds that leaving waits.
    statementTimeoutMs: 4_500,
    onIdleError: tell,
  });
  const db = openDb(pool);
  const freezing = openDb(
    openPool({ url: config.databaseUrl, applicationName: 'hikyaku-freeze', maxConnections: 2, onIdleError: tell }),
  );
  const connection = { url: config.redisUrl, prefix: options.queuePrefix ?? defaultPrefix };
  const enqueuer = openEnqueuer(connection, tell);
  let draining = false;
  await publishLanes(db, config.shaping.current());

  const identity = ownIdentity(config.journalFolder);
  const life = await startSenderLife(db, identity, {
    leaseSeconds: config.leaseSeconds,
    onFenced: options.onFenced,
    onError: tell,
    loopDelayMs: watchEventLoop(),
  });
  const journal = openStageJournal(config.journalFolder, life.senderId);
  const resolver = remembered(nameServers(config.nameServers), () => performance.now());
  const lines = await openLines(config, resolver, log);
  const { publicUrl, pepper } = config;
  // Composing and sending take as long as signing does.
  const signing = openSigningThreads(Math.ceil(availableParallelism() / 2));
  const composer = campaignComposer({
    db,
    keyring: config.keyring,
    publicUrl,
    bounceDomain: config.bounceDomain,
    ...(config.inboundDomain === undefined ? {} : { inboundDomain: config.inboundDomain }),
    sign: signing.sign,
  });
  const stranger = strangerElsewhere();
  const testing: SelfTestDeps = { db, pepper, composer, publicUrl, stranger };
  const sender = openSender({
    db,
    life,
    composer,
    lines,
    journal,
    schedule: config.schedule,
    leaseSeconds: config.leaseSeconds,
    draining: () => draining,
    onTrouble: tell,
    way: config.way.kind,
    triggers: () => config.shaping.current().triggers,
    now: () => new Date(),
    nowMs: () => performance.timeOrigin + performance.now(),
    random: Math.random,
  });
  const wake = async (slotIds: readonly number[]) => {
    for (const slotId of slotIds) await enqueuer.enqueue(laneTick, laneTickId(slotId), { slotId });
  };

  const ticking = work(
    connection,
    laneTick,
    async ({ slotId }) => {
      const ticked = await tick(sender, slotId);
      if (ticked.kind === 'not-ours') return;
      if (ticked.delivered > 0) log.info({ slotId, delivered: ticked.delivered }, 'tick');
      const delayMs = ticked.nextDueInMs;
      if (delayMs !== undefined && delayMs < farthestWakeMs && !draining) {
        await enqueuer.enqueue(laneTick, laneTickId(slotId), { slotId }, { delayMs });
      }
    },
    { concurrency: await slotCount(db), onError: tell },
  );
  // Met directly, all that goes to one receiver is in one pair of hands.
  const tail = config.way.kind === 'direct' ? 'by-domain' : 'in-turn';
  const preparing = work(
    connection,
    prepareJob,
    ({ campaignId }) => prepareOne({ db: freezing, wake, tail }, campaignId, testing, log),
    {
      concurrency: 2,
      onError: tell,
    },
  );
  const shaping = every(shapingEveryMs, () => followShaping(db, config.shaping, log), tell);
  const surveying = every(
    surveyEveryMs,
    async () => {
      if (!config.lanesByHosts) return;
      await surveyTail({ db, resolver, shaping: config.shaping, wake, draining: () => draining, log });
    },
    tell,
  );
  const reconciling = every(
    reconcileEveryMs,
    () =>
      reconcile({
        db,
        enqueue: enqueuer.enqueue,
        me: { senderId: life.senderId, identity, isSteady: life.isSteady },
        leaseSeconds: config.leaseSeconds,
        stream: { db, pepper: config.pepper, keyring: config.keyring, publicUrl: config.publicUrl, wake },
        onRecovered: (recovered) => log.warn(recovered, 'recovered a dead sender'),
        onBraked: (braked) => log.warn(braked, 'braked a campaign'),
        onWarmedUp: (warmUp) => log.info(warmUp, 'opened a day of a warm-up'),
      }),
    tell,
  );

  const canary = every(
    canaryEveryMs,
    async () => {
      const held = await canaryRound(testing);
      if (held.length > 0) log.warn({ campaigns: held }, 'paused: their self-test fails now');
    },
    tell,
  );

  const rushes = every(
    rushesEveryMs,
    async () => {
      for (const { people, ofDomain } of await noteRushes(db))
        log.warn({ people, ofDomain }, 'many people left at once');
    },
    tell,
  );

  return {
    async drain() {
      draining = true;
      await Promise.all([reconciling.stop(), canary.stop(), rushes.stop(), shaping.stop(), surveying.stop()]);
      await Promise.all([ticking.drain(), preparing.drain()]);
      await stranger.close();
      lines.close();
      await signing.close();
      await life.retire();
      journal.close();
      await enqueuer.close();
      await Promise.all([db.destroy(), freezing.destroy()]);
    },
  };
}

async function followShaping(db: Db, shaping: ShapingFile, log: Log): Promise<void> {
  const looked = shaping.refresh();
  if (looked.kind === 'refused')
    log.error({ problem: looked.problem }, 'the shaping file is refused; what was in force stays');
  if (looked.kind !== 'changed') return;
  await publishLanes(db, shaping.current());
  log.info('the shaping file has changed and is in force');
}

async function prepareOne(deps: Omit<PrepareDeps, 'isSound'>, campaignId: string, testing: SelfTestDeps, log: Log) {
  const isSound = async (id: string) => {
    const tested = await holdUnlessSound(testing, id);
    const wrong = tested.kind === 'tested' ? tested.findings.map(({ check }) => check) : [];
    if (wrong.length > 0) log.warn({ campaignId: id, wrong }, 'paused: its self-test failed');
    return wrong.length === 0;
  };
  const prepared = await prepare({ ...deps, isSound }, campaignId);
  log.info({ campaignId, ...prepared }, 'prepared');
}

async function slotCount(db: Db): Promise<number> {
  const { rows } = await sql<{ slots: number }>`select count(*)::int as slots from lane_slots`.execute(db);
  return Math.max(1, rows[0]?.slots ?? 1);
}
