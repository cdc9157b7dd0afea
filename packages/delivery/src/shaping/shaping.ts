import type { Trigger } from './trigger.ts';

/** What a receiver takes from us at once; undefined: no figure of its own. */
export type Limits = {
  connections: number;
  lettersPerConnection: number | undefined;
  lettersPerSecond: number | undefined;
};

/**
 * A receiver's lane: who travels in it (a pattern that begins with a dot means everything below it) and its limits. `agreed`: an operator
 * said so; such limits hold through a relay too, which otherwise keeps its receivers' limits itself.
 */
export type LaneShape = {
  lane: string;
  domains: readonly string[];
  mx: readonly string[];
  limits: Limits;
  agreed: boolean;
};

/** How letters are shaped: every lane by name, and what is done when receivers say certain things. */
export type Shaping = { lanes: ReadonlyMap<string, LaneShape>; triggers: readonly Trigger[] };

/** The row whose limits hold for each receiver that has no lane of its own. */
export const tail = 'tail';

/** The lane that a domain travels in by its name alone. */
export function laneOfDomain({ lanes }: Shaping, domain: string): string | undefined {
  for (const { lane, domains } of lanes.values()) if (domains.some((pattern) => isUnder(domain, pattern))) return lane;
  return undefined;
}

/** The lane that a domain travels in by its mail hosts: all of them must be of one lane, or some letters would meet a stranger. */
export function laneOfHosts({ lanes }: Shaping, hosts: readonly string[]): string | undefined {
  if (hosts.length === 0) return undefined;
  for (const { lane, mx } of lanes.values()) {
    if (hosts.every((host) => mx.some((pattern) => isUnder(host.toLowerCase(), pattern)))) return lane;
  }
  return undefined;
}

/** Whether a name is the pattern, or below it where the pattern begins with a dot. */
function isUnder(name: string, pattern: string): boolean {
  return pattern.startsWith('.') ? name.endsWith(pattern) : name === pattern;
}
