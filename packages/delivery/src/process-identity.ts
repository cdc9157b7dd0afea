import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import type { SenderIdentity } from './sender-life.ts';

/** This process, on this host, in this boot; `journal` is the folder of its stage journal. */
export function ownIdentity(journal: string): SenderIdentity {
  return { host: hostname(), bootId: bootId(), process: processName(process.pid) ?? `${process.pid}@0`, journal };
}

/** Whether a process of this host is still the one that registered under this name. */
export function isAlive(name: string): boolean {
  return processName(pidOf(name)) === name;
}

/** Ends that process for good, if it is still the one; it cannot write a dot afterwards. */
export function killProcess(name: string): void {
  if (isAlive(name)) process.kill(pidOf(name), 'SIGKILL');
}

function bootId(): string {
  return readText('/proc/sys/kernel/random/boot_id')?.trim() ?? 'unknown';
}

/** pid and start time, as Linux tells them; undefined when there is no such process (or no /proc: then nothing is ever presumed dead). */
export function processName(pid: number): string | undefined {
  const stat = readText(`/proc/${pid}/stat`);
  // The command's name stands in parentheses and may hold anything; the state follows it and the start time is the 20th field from there.
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  const state = fields?.[0];
  if (fields === undefined || state === 'Z' || state === 'X') return undefined;
  return `${pid}@${fields[19]}`;
}

function pidOf(name: string): number {
  return Number(name.split('@')[0]);
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
