import type { KeyObject } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import type { DkimAlgorithm } from './key.ts';
import { type Sign, signOnThreadPool } from './signature.ts';
import type { DkimSigner } from './signer.ts';

/** Threads that sign. What is under way when they are closed is signed on the thread pool. */
export type SigningThreads = { sign: Sign; close(): Promise<void> };

/** What a thread is told: a key it will need, that it may forget them all, memory of a desk, and what to sign there. */
export type ToThread =
  | { kind: 'key'; id: number; key: KeyObject }
  | { kind: 'forget' }
  | { kind: 'desk'; desk: number; memory: SharedArrayBuffer }
  | { kind: 'sign'; desk: number; contents: { key: number; algorithm: DkimAlgorithm; length: number }[] };

/** What it answers: the signatures of a desk, in the order of its contents. */
export type Signed = { desk: number; signatures: ({ ok: true; base64: string } | { ok: false; error: string })[] };

/** Signatures that are handed over together. Of sixteen, handing over costs each 4 µs here; on the thread pool one costs 18. */
const mostTogether = 16;
const deskOctets = 64 * 1024;
/** A thread has the next desks before it has done with one: whoever hands them over may be busy for twenty milliseconds. */
const desksEach = 4;
/** Signatures for each thread that the thread pool makes at a time while every desk is taken. With more, nobody else gets to run. */
const helpEach = 2;

type Job = {
  signer: DkimSigner;
  content: string;
  resolve: (signature: string) => void;
  reject: (error: unknown) => void;
};
type Desk = { thread: Thread; number: number; octets: Buffer; jobs: Job[] };
type Thread = { worker: Worker; keys: Set<number> };

/**
 * Opens threads that sign by the desk: contents are written into memory that they share, some at a time, and the signatures come back
 * together. A lone content goes off at the end of its turn of the event loop. While every desk is taken, `elsewhere` signs some of what
 * waits: it keeps a core busy that would idle, at 10 MiB less than one more thread. When a thread dies, the others and it sign.
 */
export function openSigningThreads(count: number, elsewhere: Sign = signOnThreadPool): SigningThreads {
  const threads = new Set<Thread>();
  let free: Desk[] = [];
  const busy = new Set<Desk>();
  const waiting: Job[] = [];
  let handingOut = false;
  let helping = 0;

  for (let n = 0; n < count; n++) {
    const worker = new Worker(new URL('signing-thread.ts', import.meta.url), { resourceLimits });
    const thread = { worker, keys: new Set<number>() };
    threads.add(thread);
    for (let number = 0; number < desksEach; number++) {
      const memory = new SharedArrayBuffer(deskOctets);
      tell(worker, { kind: 'desk', desk: number, memory });
      free.push({ thread, number, octets: Buffer.from(memory), jobs: [] });
    }
    worker.on('message', (signed: Signed) => answered(thread, signed));
    worker.on('error', () => lost(thread));
    worker.on('exit', () => lost(thread));
    worker.unref();
  }

  function handOut(): void {
    handingOut = false;
    while (waiting.length > 0) {
      const desk = free.shift();
      if (desk === undefined) return helpOut();
      // Few are shared out, so that no thread is without.
      lay(desk, waiting, Math.min(mostTogether, Math.ceil(waiting.length / threads.size)));
      busy.add(desk);
    }
  }

  function helpOut(): void {
    while (helping < helpEach * count && free.length === 0) {
      const job = waiting.shift();
      if (job === undefined) return;
      helping += 1;
      void signElsewhere(job).finally(() => {
        helping -= 1;
        helpOut();
      });
    }
  }

  function answered(thread: Thread, { desk: number, signatures }: Signed): void {
    const desk = [...busy].find((one) => one.thread === thread && one.number === number);
    if (desk === undefined) return;
    busy.delete(desk);
    const jobs = desk.jobs.splice(0);
    free.push(desk);
    handOut();
    for (const [index, job] of jobs.entries()) {
      const signed = signatures[index];
      if (signed?.ok === true) job.resolve(signed.base64);
      else job.reject(cannotSign(job, signed?.error ?? 'no signature came'));
    }
  }

  function lost(thread: Thread): void {
    threads.delete(thread);
    free = free.filter((desk) => desk.thread !== thread);
    const left = [...busy].filter((desk) => desk.thread === thread);
    for (const desk of left) busy.delete(desk);
    const jobs = left.flatMap((desk) => desk.jobs);
    for (const job of threads.size === 0 ? [...jobs, ...waiting.splice(0)] : jobs) void signElsewhere(job);
  }

  function signElsewhere(job: Job): Promise<void> {
    const { signer, content, resolve, reject } = job;
    return elsewhere(signer, content).then(resolve, (error: unknown) => {
      reject(cannotSign(job, error instanceof Error ? error.message : String(error)));
    });
  }

  return {
    sign: (signer, content) => {
      if (threads.size === 0 || content.length > deskOctets) return elsewhere(signer, content);
      return new Promise((resolve, reject) => {
        waiting.push({ signer, content, resolve, reject });
        if (free.length === 0) return helpOut();
        if (handingOut) return;
        handingOut = true;
        setImmediate(handOut);
      });
    },
    async close() {
      await Promise.all([...threads].map(({ worker }) => worker.terminate()));
    },
  };
}

/** All a thread does is sign. */
const resourceLimits = { maxYoungGenerationSizeMb: 2, maxOldGenerationSizeMb: 24 };

/** Writes contents on a desk, as many as are wanted and have room, and hands it over. */
function lay(desk: Desk, waiting: Job[], most: number): void {
  const { thread, octets } = desk;
  forgetMany(thread);
  let from = 0;
  while (desk.jobs.length < most && from + (waiting[0]?.content.length ?? deskOctets) <= deskOctets) {
    const job = waiting.shift();
    if (job === undefined) break;
    from += octets.write(job.content, from, 'latin1');
    desk.jobs.push(job);
  }
  const contents = desk.jobs.map(({ signer, content }) => {
    const key = keyAt(thread, signer.privateKey);
    return { key, algorithm: signer.algorithm, length: content.length };
  });
  tell(thread.worker, { kind: 'sign', desk: desk.number, contents });
}

/** The number by which a thread knows a key. */
function keyAt({ worker, keys }: Thread, key: KeyObject): number {
  const id = idOf(key);
  if (keys.has(id)) return id;
  keys.add(id);
  tell(worker, { kind: 'key', id, key });
  return id;
}

/** Keys are loaded anew every few minutes: those of long ago must not stay. Not among the contents of one desk, which name them. */
function forgetMany({ worker, keys }: Thread): void {
  if (keys.size < mostKeys) return;
  keys.clear();
  tell(worker, { kind: 'forget' });
}

const mostKeys = 500;

function tell(worker: Worker, message: ToThread): void {
  worker.postMessage(message, []);
}

function cannotSign({ signer }: Job, reason: string): Error {
  return new Error(`${signer.domain} cannot sign: ${reason}`);
}

const ids = new WeakMap<KeyObject, number>();
let lastId = 0;

function idOf(key: KeyObject): number {
  const known = ids.get(key);
  if (known !== undefined) return known;
  ids.set(key, ++lastId);
  return lastId;
}
