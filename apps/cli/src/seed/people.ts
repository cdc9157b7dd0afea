import { familyNames, givenNames, receivers, zones } from './names.ts';

/** Somebody who does not exist: their address is under .example, where nobody can have one. `zone` is null for whoever lives as most do. */
export type Person = { email: string; name: string; city: string; zone: string | null };

/** The n-th of so many people: always the same, and no two have one address. */
export function person(n: number, people: number): Person {
  const family = drawn(familyNames, chance(n, 1) * 10_000) ?? [`姓${n % 2_000}`, `sei${n % 2_000}`];
  const given = givenNames[Math.floor(chance(n, 2) * givenNames.length)] ?? ['花子', 'hanako'];
  const company = `company${Math.floor((chance(n, 4) * people) / 100)}.example`;
  const [domain] = drawn(receivers, chance(n, 3) * 1_000) ?? [company];
  const [zone = null] = drawn(zones, chance(n, 5) * 1_000) ?? [];
  return {
    email: `${given[1]}.${family[1]}${n}@${domain}`,
    name: `${family[0]} ${given[0]}`,
    city: `市${n % 1_700}`,
    zone,
  };
}

/** The row within whose share a number falls, the shares being laid one behind the other. */
function drawn<Row extends readonly [string, ...unknown[], number] | readonly [string, number]>(
  rows: readonly Row[],
  at: number,
): Row | undefined {
  let below = 0;
  return rows.find((row) => at < (below += Number(row.at(-1))));
}

/** A number from 0 to 1 that looks like chance, and is the same for the same `n` and `what`. */
function chance(n: number, what: number): number {
  let mixed = Math.imul(n + 1, 0x9e3779b1) ^ Math.imul(what, 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d);
  mixed = Math.imul(mixed ^ (mixed >>> 12), 0x297a2d39);
  return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
}
