import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { freePorts } from '../../scripts/story/free-ports.ts';
import type { Receiver, Tally } from './receiver.ts';

const [sink, source] = ['/usr/sbin/smtp-sink', '/usr/sbin/smtp-source'];

/** Whether postfix's test programs are there to be compared with. */
export const postfixInstalled = existsSync(sink) && existsSync(source);

/** Letters of this size a second from postfix's smtp-source to its smtp-sink, on 50 connections that stay open. */
export async function postfixPerSecond(bytes: number): Promise<number> {
  const { child, port } = await openSink([]);
  try {
    const letters = 20_000;
    const size = ['-s', '50', '-m', String(letters), '-l', String(bytes)];
    const began = performance.now();
    execFileSync(source, ['-d', ...size, '-f', 'a@example.com', '-t', 'b@example.com', `127.0.0.1:${port}`]);
    return letters / ((performance.now() - began) / 1_000);
  } finally {
    child.kill();
  }
}

/** Starts postfix's smtp-sink as the receiver of a benchmark. It counts letters and no octets. */
export async function startPostfixSink(): Promise<Receiver> {
  const { child, port } = await openSink(['-c']);
  let told = 0;
  let before = 0;
  let firstAt = 0;
  let lastAt = 0;
  child.stdout?.setEncoding('latin1').on('data', (text: string) => {
    const count = Number(/.*mesg=(\d+)/s.exec(text)?.[1] ?? told);
    if (count === told) return;
    if (told === before) firstAt = Date.now();
    lastAt = Date.now();
    told = count;
  });
  return {
    port,
    pid: child.pid ?? 0,
    count: async (): Promise<Tally> => ({ count: told - before, bytes: 0, firstAt, lastAt }),
    reset: async () => {
      before = told;
    },
    close: () => child.kill(),
  };
}

/** Listens with room for two hundred connections; as root it must be told whose rights to take. */
async function openSink(options: readonly string[]): Promise<{ child: ChildProcess; port: number }> {
  const [port = 0] = await freePorts(1);
  const user = process.getuid?.() === 0 ? ['-u', 'nobody'] : [];
  const stdio: ['ignore', 'pipe', 'ignore'] = ['ignore', 'pipe', 'ignore'];
  const child = spawn(sink, [...options, ...user, `127.0.0.1:${port}`, '200'], { stdio });
  await listening(port);
  return { child, port };
}

async function listening(port: number): Promise<void> {
  for (let tries = 0; tries < 50; tries++) {
    const socket = connect(port, '127.0.0.1');
    const answered = await once(socket, 'data').then(
      () => true,
      () => false,
    );
    socket.destroy();
    if (answered) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`smtp-sink does not answer on port ${port}.`);
}
