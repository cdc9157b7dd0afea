import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** What tells a process from a later one with the same id: when it started, and in which boot. Undefined when it does not run (a zombie does not). */
export function identityOf(pid: number): string | undefined {
  return process.platform === 'linux' ? fromProc(pid) : fromPs(pid);
}

/** The command line of a running process, arguments joined by spaces; empty when it cannot be read. */
export function commandOf(pid: number): string {
  try {
    if (process.platform !== 'linux') return ps(pid, 'command=');
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
  } catch {
    return '';
  }
}

/** Seconds since a process started; undefined where the system does not tell. */
export function ageSeconds(pid: number): number | undefined {
  try {
    const ticks = Number(statFields(pid)[19]);
    const uptime = Number(readFileSync('/proc/uptime', 'utf8').split(' ')[0]);
    // The kernel reports start times in units of 1/100 s on every architecture (USER_HZ).
    const age = uptime - ticks / 100;
    return Number.isFinite(age) ? age : undefined;
  } catch {
    return undefined;
  }
}

function fromProc(pid: number): string | undefined {
  try {
    const fields = statFields(pid);
    if (fields[0] === 'Z' || fields[0] === 'X') return undefined;
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}/${fields[19]}`;
  } catch {
    return undefined;
  }
}

/** The fields of /proc/<pid>/stat after the command's name, which may hold spaces: [0] is the state, [19] the start time. */
function statFields(pid: number): string[] {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

function fromPs(pid: number): string | undefined {
  try {
    const [state = '', ...started] = ps(pid, 'state=,lstart=').split(/\s+/);
    return state.startsWith('Z') || started.length === 0 ? undefined : started.join(' ');
  } catch {
    return undefined;
  }
}

function ps(pid: number, format: string): string {
  return execFileSync('ps', ['-o', format, '-p', String(pid)], {
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C' },
  }).trim();
}
