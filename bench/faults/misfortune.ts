import { eventually } from '../../scripts/story/outside.ts';
import type { Stage } from '../trials/trial.ts';
import { insist, now, type Quiet } from './insist.ts';
import { onTheWire } from './on-the-wire.ts';
import type { Mishap } from './plan.ts';
import { freeze, isRunning, killFamily, type Part, processesOf, signal } from './processes.ts';
import { letGoOn, warmUp } from './restraint.ts';
import type { Death } from './verdict.ts';
import { pause, type Watch } from './watch.ts';

/** What came of a mishap: the sender that died of it; when a campaign had to be quiet. */
export type Happened = {
  kind: Mishap['kind'];
  share: number;
  death?: Death;
  quiet?: Quiet;
  /** How long a sender took to end that was asked to. */
  drainMs?: number;
};

/** `taken` are senders to whom something is happening already. */
type Scene = { stage: Stage; watch: Watch; campaignId: string; taken: Set<number> };

/** Lets every mishap happen when its moment has come; those whose moment never comes are left out. Restarting the dead is the product's own business. */
export async function misfortune(
  stage: Stage,
  watch: Watch,
  campaignId: string,
  mishaps: readonly Mishap[],
): Promise<Happened[]> {
  const scene: Scene = { stage, watch, campaignId, taken: new Set() };
  const all = await Promise.all(
    mishaps.map(async (mishap) => ((await watch.reached(mishap.at)) ? await happen(scene, mishap) : undefined)),
  );
  return all.flatMap((one) => one ?? []);
}

async function happen(scene: Scene, mishap: Mishap): Promise<Happened | Happened[] | undefined> {
  const facts = { kind: mishap.kind, share: mishap.at };
  switch (mishap.kind) {
    case 'sender-killed':
      return killSender(scene, facts);
    case 'sender-frozen':
      return freezeSender(scene, facts, mishap.forMs);
    case 'sender-drained':
      return drainSender(scene, facts);
    case 'postgres-killed':
      return kill(scene, facts, 'postgres');
    case 'redis-killed':
      return kill(scene, facts, 'redis');
    case 'api-killed':
      return kill(scene, facts, 'api');
    case 'unsubscribe-killed':
      return kill(scene, facts, 'unsubscribe');
    case 'paused':
      return pauseCampaign(scene, facts, mishap.forMs);
    case 'braked':
      return (await letGoOn(scene.stage, scene.watch, scene.campaignId)).map((quiet) => ({ ...facts, quiet }));
    case 'warmed-up':
      await warmUp(scene.stage, scene.watch, mishap.dayMs);
      return facts;
    case 'cancelled':
      return cancelCampaign(scene, facts);
  }
}

/** Stopped first, so that what was on the wire can be counted as it was at the death. */
async function killSender(scene: Scene, facts: Happened): Promise<Happened | undefined> {
  const pid = await aSender(scene);
  if (pid === undefined) return undefined;
  const counted = await stopAndCount(scene, pid);
  signal(pid, 'SIGKILL');
  return counted === undefined ? undefined : { ...facts, death: { sender: pid, onTheWire: counted } };
}

/** Past its lease another sender declares it dead and ends it, so that it counts as a death; if it wakes up it goes on. */
async function freezeSender(scene: Scene, facts: Happened, forMs: number): Promise<Happened | undefined> {
  const pid = await aSender(scene);
  if (pid === undefined) return undefined;
  const counted = await stopAndCount(scene, pid);
  await pause(forMs);
  signal(pid, 'SIGCONT');
  const survives = await survived(pid);
  scene.taken.delete(pid);
  if (counted === undefined) return undefined;
  return survives ? facts : { ...facts, death: { sender: pid, onTheWire: counted } };
}

/** A process that was killed while it stood still goes when it is woken, not at once. */
async function survived(pid: number): Promise<boolean> {
  await pause(200);
  return isRunning(pid);
}

async function stopAndCount({ stage }: Scene, pid: number): Promise<number | undefined> {
  return (await freeze(pid)) ? onTheWire(stage.product, pid) : undefined;
}

async function drainSender(scene: Scene, facts: Happened): Promise<Happened | undefined> {
  const pid = await aSender(scene);
  if (pid === undefined) return undefined;
  const asked = performance.now();
  signal(pid, 'SIGTERM');
  await eventually(async () => (isRunning(pid) ? undefined : true), 60_000);
  return { ...facts, drainMs: Math.round(performance.now() - asked) };
}

/** Taken in the same turn in which it is found, so that nothing else happens to it. */
async function aSender({ stage, taken }: Scene): Promise<number | undefined> {
  const take = () => {
    const pid = processesOf(stage.product.pid, 'sender').find((one) => isRunning(one) && !taken.has(one));
    if (pid !== undefined) taken.add(pid);
    return pid;
  };
  return eventually(async () => take(), 30_000).catch(() => undefined);
}

async function kill({ stage }: Scene, facts: Happened, part: Part): Promise<Happened | undefined> {
  const [pid] = processesOf(stage.product.pid, part);
  if (pid === undefined) return undefined;
  killFamily(pid);
  return facts;
}

/** Only an answer of 200 promises quiet. */
async function pauseCampaign(
  { stage: { world }, campaignId }: Scene,
  facts: Happened,
  forMs: number,
): Promise<Happened> {
  const answer = await world.call('POST', `/campaigns/${campaignId}/pause`).catch(() => undefined);
  const from = now();
  await pause(forMs);
  const until = now();
  await insist(async () => (await world.call('POST', `/campaigns/${campaignId}/resume`)).status);
  return answer?.status === 200 ? { ...facts, quiet: { from, until } } : facts;
}

async function cancelCampaign({ stage: { world }, watch, campaignId }: Scene, facts: Happened): Promise<Happened> {
  await insist(async () => (await world.call('POST', `/campaigns/${campaignId}/cancel`)).status);
  const { status, at } = await watch.over;
  return status === 'cancelled' ? { ...facts, quiet: { from: at, until: Infinity } } : facts;
}
