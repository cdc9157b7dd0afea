import type { Random } from './random.ts';

/** How the receivers of a trial behave: a script for the mailbox, and whom each fault concerns. */
export type Weather = { rules: unknown[]; faults: ReceiverFault[] };

/** A fault of receivers. `whom` is a pattern of the recipients it concerns; no two faults of a trial share one. */
export type ReceiverFault = { kind: ReceiverFaultKind; whom: string };

type Scripted = { at: string; do: Record<string, unknown>; attempts?: [number, number | null] };

/** What receivers may do to a share of the letters. Once: the next attempt finds them well again. */
const scripted = {
  'refused at RCPT': { at: 'rcpt', do: { reply: '550 5.1.1 nobody of this name' } },
  'refused at the dot': { at: 'dot', do: { reply: '554 5.7.1 not wanted here' } },
  'deferred at RCPT': { at: 'rcpt', do: { reply: '451 4.3.0 later' }, attempts: [1, 1] },
  'deferred at DATA': { at: 'data', do: { reply: '451 4.3.0 later' }, attempts: [1, 1] },
  'deferred at the dot, twice': { at: 'dot', do: { reply: '452 4.3.1 later' }, attempts: [1, 2] },
  'greylisted for a second': { at: 'rcpt', do: { greylistSeconds: 1 } },
  '421 at RCPT': { at: 'rcpt', do: { reply: '421 4.3.2 closing' }, attempts: [1, 1] },
  'cut at RCPT': { at: 'rcpt', do: { drop: 'before-dot' }, attempts: [1, 1] },
  'cut before the dot': { at: 'dot', do: { drop: 'before-dot' }, attempts: [1, 1] },
  'cut after the dot, kept': { at: 'dot', do: { drop: 'after-dot' }, attempts: [1, 1] },
  'cut after the dot, not kept': { at: 'dot', do: { drop: 'after-dot-unkept' }, attempts: [1, 1] },
  'slow answer to the dot': { at: 'dot', do: { delayMs: 1_500 } },
} satisfies Record<string, Scripted>;

/** The name of one of them. */
export type ReceiverFaultKind = keyof typeof scripted;

/** All of them. */
export const receiverFaultKinds: readonly ReceiverFaultKind[] = keys(scripted);

/** What a sender takes for a wish of the receiver that it be slower, and obeys. */
const slowing: ReadonlySet<ReceiverFaultKind> = new Set(['421 at RCPT', 'greylisted for a second']);

const endings = 1_000;

/** Draws which faults a trial has (two in three of them), for one to ten letters in a thousand each, and how fast receivers answer. */
export function weather(random: Random, letters: number): Weather {
  const free = shuffled(
    random,
    Array.from({ length: endings }, (_, n) => String(n).padStart(3, '0')),
  );
  const faults = receiverFaultKinds.filter(() => random.chance(0.67)).map((kind) => ({ kind, whom: whomOf(kind) }));
  function whomOf(kind: ReceiverFaultKind): string {
    const chosen = free.splice(0, slowing.has(kind) ? 1 : 1 + random.below(10));
    // Of those who would slow everybody down one is enough: the first of its ending.
    return slowing.has(kind) ? `^p00${chosen[0]}@` : `^p\\d*(?:${chosen.join('|')})@`;
  }
  return { faults, rules: [...pace(random, letters), ...connections(random, letters), ...faults.map(ruleOf)] };
}

function ruleOf({ kind, whom }: ReceiverFault): unknown {
  const rule: Scripted = scripted[kind];
  const attempts = rule.attempts && { attempts: rule.attempts };
  return { match: { recipient: whom, ...attempts }, at: rule.at, do: rule.do };
}

/** A queue that all letters share, so that many wait for their answer; or a wait of their own each; or none. */
function pace(random: Random, letters: number): unknown[] {
  const seconds = 3 + random.next() * 3;
  if (random.chance(0.5)) return [{ at: 'dot', do: { pace: Math.min(2_000, Math.ceil(letters / seconds)) } }];
  return random.chance(0.6) ? [{ at: 'dot', do: { delayMs: 10 + random.below(40) } }] : [];
}

/** A few only: whoever hears this goes slower. */
function connections(random: Random, letters: number): unknown[] {
  const from = 1 + random.below(60);
  return [
    ...(random.chance(0.3)
      ? [{ match: { attempts: [from, from + 2] }, at: 'connect', do: { reply: '421 4.3.2 not now' } }]
      : []),
    ...(random.chance(0.3) ? [{ at: 'connect', do: { closeAfter: 1_000 + random.below(2_000) } }] : []),
    ...(random.chance(0.3)
      ? [{ match: { share: 2 / letters, attempts: [1, 1] }, at: 'mail', do: { reply: '451 4.3.0 later' } }]
      : []),
  ];
}

function shuffled<Item>(random: Random, items: Item[]): Item[] {
  return items
    .map((item) => ({ item, order: random.next() }))
    .sort((a, b) => a.order - b.order)
    .map(({ item }) => item);
}

function keys<Key extends string>(record: Record<Key, unknown>): Key[] {
  const names: Key[] = [];
  for (const name in record) names.push(name);
  return names;
}
