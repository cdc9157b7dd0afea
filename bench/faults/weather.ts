import type { Random } from './random.ts';

/** How the receivers of a trial behave: a script for the mailbox, and whom each fault concerns. */
export type Weather = { rules: unknown[]; faults: ReceiverFault[] };

/** A fault of receivers. `whom` is a pattern of the recipients it concerns; no two faults of a trial share one. */
export type ReceiverFault = { kind: ReceiverFaultKind; whom: string };

type Scripted = { at: string; do: Record<string, unknown>; attempts?: [number, number | null] };

/** What receivers may do to a share of the letters. Once: the next attempt finds them well again. */
const scripted = {
  'refused at RCPT': { at: 'rcpt', do: { reply: '550 5.1.1 nobody of this name' } },
  'refused at RCPT, one in ten': { at: 'rcpt', do: { reply: '550 5.1.1 nobody of this name' } },
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

/** One address in ten that is nobody's: too many for the brake, which stops the campaign again and again. */
export const fewKnown: ReceiverFaultKind = 'refused at RCPT, one in ten';

const endings = 1_000;

/** Draws which faults a trial has (two in three of them, and seldom a list of nobodies), for one to ten letters in a thousand each, and how fast receivers answer. */
export function weather(random: Random, letters: number): Weather {
  const free = shuffled(
    random,
    Array.from({ length: endings }, (_, n) => String(n).padStart(3, '0')),
  );
  const faults = receiverFaultKinds
    .filter((kind) => random.chance(kind === fewKnown ? 0.15 : 0.67))
    .map((kind) => ({ kind, whom: whom(kind === fewKnown ? endings / 10 : 1 + random.below(10)) }));
  function whom(many: number): string {
    return `^p\\d*(?:${free.splice(0, many).join('|')})@`;
  }
  return { faults, rules: [...pace(random, letters), ...connections(random), ...faults.map(ruleOf)] };
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

function connections(random: Random): unknown[] {
  const from = 1 + random.below(60);
  return [
    ...(random.chance(0.3)
      ? [{ match: { attempts: [from, from + 2] }, at: 'connect', do: { reply: '421 4.3.2 not now' } }]
      : []),
    ...(random.chance(0.3) ? [{ at: 'connect', do: { closeAfter: 20 + random.below(200) } }] : []),
    ...(random.chance(0.3)
      ? [{ match: { share: 0.003, attempts: [1, 1] }, at: 'mail', do: { reply: '451 4.3.0 later' } }]
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
