import { readdirSync, readFileSync } from 'node:fs';

/** CPU seconds that a process and its children that have ended have used so far, user and system. */
export function cpuSeconds(pid: number): number {
  const fields = fieldsOf(pid);
  return [11, 12, 13, 14].reduce((sum, place) => sum + Number(fields[place] ?? 0), 0) / 100;
}

/** The most memory a process has held at once, in MiB. */
export function peakMiB(pid: number): number {
  return Number(/VmHWM:\s+(\d+) kB/.exec(text(`/proc/${pid}/status`))?.[1] ?? 0) / 1_024;
}

/** What a process was started with. */
export function commandOf(pid: number): string {
  return text(`/proc/${pid}/cmdline`).replaceAll('\0', ' ');
}

/** A process and everything below it. */
export function familyOf(pid: number): number[] {
  const parents = new Map<number, number[]>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const parent = Number(fieldsOf(Number(name))[1] ?? -1);
    parents.set(parent, [...(parents.get(parent) ?? []), Number(name)]);
  }
  const family: number[] = [];
  for (const queue = [pid]; queue.length > 0; ) {
    const member = queue.pop() ?? 0;
    family.push(member);
    queue.push(...(parents.get(member) ?? []));
  }
  return family;
}

/** From the state on: the command's name before it may hold anything. */
function fieldsOf(pid: number): string[] {
  const stat = text(`/proc/${pid}/stat`);
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

function text(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
