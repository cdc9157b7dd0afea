import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Inspection } from './inspect.ts';
import type { Called, Looked, Provider } from './one-click.ts';
import type { Stranger } from './stranger.ts';

/** What the process is asked. */
export type Question = { id: number } & Asked;
type Asked =
  | { kind: 'read'; letter: Uint8Array; published: ReadonlyMap<string, string> }
  | { kind: 'look'; url: string }
  | { kind: 'post'; provider: Provider; url: string };

/** What it answers. */
export type Reply = { id: number } & (
  | { ok: true; answer: Inspection | Looked | Called }
  | { ok: false; reason: string }
);

/** A reply as it is heard: only who asked knows what the answer is of. */
type Heard = { id: number } & ({ ok: true; answer: never } | { ok: false; reason: string });

type Waiting = { resolve: (answer: never) => void; reject: (error: Error) => void };

/** How long the process is kept when nothing is asked: a campaign's way out is tried again every ten minutes. */
const idleMs = 60_000;
const variables = /^(PATH|HOME|TZ|LANG|NODE_\w+|SSL_CERT_\w+|https?_proxy|no_proxy)$/i;

/**
 * A stranger in a process of its own, so that reading letters neither holds up whoever sends them nor stays in their memory (25 MB of
 * libraries). It is started when it is asked something and ended by `close`, or after a minute without a question; it is given no secret.
 * What was asked of a process that ended before it answered is rejected.
 */
export function strangerElsewhere(): Stranger & { close(): Promise<void> } {
  const waiting = new Map<number, Waiting>();
  let running: ChildProcess | undefined;
  let idle: NodeJS.Timeout | undefined;
  let lastId = 0;

  function ask<Answer>(asked: Asked): Promise<Answer> {
    clearTimeout(idle);
    const id = ++lastId;
    const child = (running ??= start());
    return new Promise<Answer>((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      child.send({ id, ...asked } satisfies Question, (error) => {
        if (error !== null) settle({ id, ok: false, reason: error.message });
      });
    });
  }

  function start(): ChildProcess {
    const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => variables.test(name)));
    const child = fork(fileURLToPath(new URL('stranger-process.ts', import.meta.url)), {
      env,
      execArgv: [],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    child.on('message', settle);
    const gone = (reason: string) => {
      // Nobody waits for one that was left: another answers by now.
      if (running === child) leave(reason);
    };
    child.on('error', (error) => gone(error.message));
    child.on('exit', (code, signal) => gone(`it ended (${signal ?? code})`));
    return child;
  }

  function settle(heard: Heard): void {
    const asker = waiting.get(heard.id);
    waiting.delete(heard.id);
    if (heard.ok) asker?.resolve(heard.answer);
    else asker?.reject(new Error(`The process that reads letters as a stranger has no answer: ${heard.reason}`));
    clearTimeout(idle);
    if (waiting.size === 0) idle = setTimeout(() => leave('it was idle'), idleMs).unref();
  }

  function leave(reason: string): void {
    const left = running;
    running = undefined;
    if (left?.connected === true) left.disconnect();
    for (const id of waiting.keys()) settle({ id, ok: false, reason });
    clearTimeout(idle);
  }

  return {
    read: (letter, published) => ask({ kind: 'read', letter, published }),
    look: (url) => ask({ kind: 'look', url }),
    postAs: (provider, url) => ask({ kind: 'post', provider, url }),
    async close() {
      const last = running;
      leave('it was closed');
      // Known by its number where it was started at all.
      if (last?.pid !== undefined && last.exitCode === null && last.signalCode === null) await once(last, 'exit');
    },
  };
}
