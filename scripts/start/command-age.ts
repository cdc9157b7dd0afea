import { ageSeconds } from '../services/process-identity.ts';

/** Seconds since the person pressed Enter: npm's own age when npm started us (set-up included), else this process's. */
export function commandAgeSeconds(): number {
  const own = process.uptime();
  return process.env['npm_lifecycle_event'] === 'start' ? Math.max(ageSeconds(process.ppid) ?? own, own) : own;
}
