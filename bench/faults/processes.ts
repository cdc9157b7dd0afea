import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { eventually } from '../../scripts/story/outside.ts';
import { commandOf, familyOf } from '../throughput/processes.ts';

/** A part of the product that can die. */
export type Part = 'sender' | 'api' | 'unsubscribe' | 'postgres' | 'redis';

const commands: Record<Part, RegExp> = {
  sender: /apps\/sender\/src\/main/,
  api: /apps\/api\/src\/main/,
  unsubscribe: /apps\/unsubscribe\/src\/main/,
  postgres: /bin\/postgres -D/,
  redis: /(?:redis|valkey)-server/,
};

/** The processes of a part that run now; of PostgreSQL the first, which is the others' parent. */
export function processesOf(productPid: number, part: Part): number[] {
  return familyOf(productPid).filter((pid) => commands[part].test(commandOf(pid)));
}

/** Ends a process and everything below it at once, as a machine would that runs out of memory. */
export function killFamily(pid: number): void {
  for (const member of [pid, ...familyOf(pid)]) signal(member, 'SIGKILL');
}

/** Whether it was still there to be signalled. */
export function signal(pid: number, name: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
}

/** Whether a process runs or is frozen; one that has ended and was not yet collected does not. */
export function isRunning(pid: number): boolean {
  const state = stateOf(`/proc/${pid}/stat`);
  return state !== undefined && state !== 'Z' && state !== 'X';
}

/** Freezes a process; resolves when all its threads stand still. False when it was gone. */
export async function freeze(pid: number): Promise<boolean> {
  if (!signal(pid, 'SIGSTOP')) return false;
  return eventually(async () => (isRunning(pid) ? stands(pid) || undefined : false), 10_000, 1);
}

function stands(pid: number): boolean {
  return readdirSync(`/proc/${pid}/task`).every((task) => stateOf(`/proc/${pid}/task/${task}/stat`) === 'T');
}

/**
 * Whether a frozen process of Node was in the midst of a turn of its event loop, rather than waiting for the next. By the number of the
 * system call in which its first thread stands still; where that cannot be read, it was.
 */
export function wasInATurn(pid: number): boolean {
  const waiting = process.arch === 'arm64' ? epollOnArm : epollOnIntel;
  try {
    return !waiting.has(readFileSync(`/proc/${pid}/syscall`, 'utf8').split(' ')[0] ?? '');
  } catch {
    return true;
  }
}

const epollOnIntel = new Set(['232', '281', '441']);
const epollOnArm = new Set(['22', '441']);

function stateOf(stat: string): string | undefined {
  try {
    const text = readFileSync(stat, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ')[0];
  } catch {
    return undefined;
  }
}

/** A TCP connection over IPv4, from its owner's side: its own port, and how many bytes have come that it has not read. */
export type Connection = { port: number; unreadBytes: number };

/** The connections that a process has open to a port of this machine. */
export function connectionsTo(pid: number, port: number): Connection[] {
  const owned = new Set(inodesOf(pid));
  return readFileSync('/proc/net/tcp', 'utf8')
    .split('\n')
    .slice(1)
    .map((line) => line.trim().split(/\s+/))
    .filter(([, , remote = '', , , , , , , inode = '']) => portOf(remote) === port && owned.has(inode))
    .map(([, local = '', , , queues = '']) => ({
      port: portOf(local),
      unreadBytes: Number.parseInt(queues.split(':')[1] ?? '0', 16),
    }));
}

function portOf(address: string): number {
  return Number.parseInt(address.split(':')[1] ?? '', 16);
}

function inodesOf(pid: number): string[] {
  return readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
    try {
      return /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1] ?? [];
    } catch {
      return [];
    }
  });
}
