import { existsSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { FirstKeys } from './first-workspace.ts';

/** What the demonstration is made with: the environment of the apps, and where the API answers. */
export type DemonstrationContext = { environment: Readonly<Record<string, string>>; apiUrl: string; stateDir: string };

/** What the demonstration has made: the first way in, and how many letters will reach the mailbox. */
export type Demonstration = { keys: FirstKeys; letters: number };

/** Makes the demonstration's workspace, people and first newsletter; `demonstration.ts` beside this file provides it. */
export type SeedDemonstration = (context: DemonstrationContext) => Promise<Demonstration>;

/** Demonstration data and letters only where nobody can get them by mistake: built-in mailbox, loopback links, no workspace yet, not switched off. */
export function mayDemonstrate(facts: {
  wanted: boolean;
  usesMailbox: boolean;
  publicUrlIsLoopback: boolean;
  holdsWorkspace: boolean;
}): boolean {
  return facts.wanted && facts.usesMailbox && facts.publicUrlIsLoopback && !facts.holdsWorkspace;
}

/** The demonstration, or undefined where the product is shipped without one. */
export async function loadDemonstration(): Promise<SeedDemonstration | undefined> {
  const file = new URL('demonstration.ts', import.meta.url);
  if (!existsSync(file)) return undefined;
  const module: unknown = await import(file.href);
  return hasSeed(module) ? module.seedDemonstration : undefined;
}

/** Waits until the mailbox has accepted that many letters; returns how many it has, fewer when the time is over. */
export async function lettersArrived(mailboxUrl: string, expected: number, patienceMs: number): Promise<number> {
  const until = performance.now() + patienceMs;
  for (;;) {
    const accepted = await acceptedBy(mailboxUrl);
    if (accepted >= expected || performance.now() > until) return accepted;
    await delay(50);
  }
}

function hasSeed(module: unknown): module is { seedDemonstration: SeedDemonstration } {
  return (
    typeof module === 'object' &&
    module !== null &&
    'seedDemonstration' in module &&
    typeof module.seedDemonstration === 'function'
  );
}

async function acceptedBy(mailboxUrl: string): Promise<number> {
  try {
    const response = await fetch(`${mailboxUrl}/api/stats`, { signal: AbortSignal.timeout(2_000) });
    const stats: unknown = await response.json();
    return typeof stats === 'object' && stats !== null && 'accepted' in stats ? Number(stats.accepted) : 0;
  } catch {
    return 0;
  }
}
