// A thread that signs: a desk's contents stand one after the other in its memory, and its signatures are written over them, in base64.
import type { KeyObject } from 'node:crypto';
import { getPriority, setPriority } from 'node:os';
import { parentPort } from 'node:worker_threads';
import { signNow } from './signature.ts';
import type { Signed, ToThread } from './signing-threads.ts';

// Who composes letters and sends them goes first. On Linux alone a priority is the calling thread's.
if (process.platform === 'linux') setPriority(Math.min(19, getPriority() + 3));

const keys = new Map<number, KeyObject>();
const desks = new Map<number, Buffer>();

parentPort?.on('message', (message: ToThread) => {
  if (message.kind === 'key') keys.set(message.id, message.key);
  else if (message.kind === 'forget') keys.clear();
  else if (message.kind === 'desk') desks.set(message.desk, Buffer.from(message.memory));
  else parentPort?.postMessage(signAll(message), []);
});

function signAll({ desk, contents }: Extract<ToThread, { kind: 'sign' }>): Signed {
  const octets = desks.get(desk) ?? Buffer.alloc(0);
  let from = 0;
  const signatures = contents.map(({ key, algorithm, length }) => {
    const content = octets.subarray(from, from + length);
    from += length;
    try {
      const privateKey = keys.get(key);
      if (privateKey === undefined) throw new Error('The key is not here.');
      return { ok: true as const, base64: signNow(algorithm, privateKey, content).toString('base64') };
    } catch (error) {
      return { ok: false as const, error: error instanceof Error ? error.message : String(error) };
    }
  });
  return { desk, signatures };
}
