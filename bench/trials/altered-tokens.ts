// A million altered tokens, by accident in the post or on purpose: none is accepted, and none is told from another by the time it takes.
//   node bench/trials/altered-tokens.ts [--tokens 1000000] [--seed 1]
import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { parseKeyring } from '@hikyaku/message';
import { mintToken, tokenReader } from '@hikyaku/suppression';
import { quantile, report, seeded } from './trial.ts';

const { values } = parseArgs({
  options: { tokens: { type: 'string', default: '1000000' }, seed: { type: 'string', default: '1' } },
});
const count = Number(values.tokens);
const random = seeded(Number(values.seed));
const below = (n: number): number => Math.floor(random() * n);

const secret = () => randomBytes(32).toString('base64');
const keyring = parseKeyring(`2:${secret()},1:${secret()}`);
const read = tokenReader(keyring);
const subject = (n: number) => ({
  workspaceId: '7',
  listId: '9',
  ref: { campaignId: String(n), addressKey: randomBytes(16), letterNo: 0 },
});
const genuine = Array.from({ length: 200 }, (_, n) => mintToken(keyring, subject(n), n % 5 === 0 ? 'inert' : 'live'));

/** The ways in which a token comes back altered. */
const ways: Record<string, (token: string) => string> = {
  'a bit flipped': (token) => changed(token, (bytes, at) => (bytes[at] = (bytes[at] ?? 0) ^ (1 << below(8)))),
  'a byte changed': (token) => changed(token, (bytes, at) => (bytes[at] = below(256))),
  'another key number': (token) => changed(token, (bytes) => (bytes[1] = below(256))),
  'another version': (token) => changed(token, (bytes) => (bytes[0] = below(256))),
  'another MAC': (token) => changed(token, (bytes) => randomBytes(16).copy(bytes, 46)),
  'two halves of two tokens': (token) => token.slice(0, 61) + one(genuine).slice(61),
  'cut short': (token) => token.slice(0, below(token.length)),
  'grown longer': (token) => token + randomBytes(3).toString('base64url').slice(below(4)),
  'another spelling': (token) => one([`${token}=`, ` ${token}`, token.toLowerCase(), token.replace(/[-_]/g, '+')]),
  'of its own making': () => randomBytes(62).toString('base64url'),
};

const accepted: string[] = [];
const took = new Map(Object.keys(ways).map((way) => [way, [] as number[]]));
const known = new Set(genuine);
const names = Object.keys(ways);
for (let n = 0; n < count; ) {
  const way = one(names);
  const altered = ways[way]?.(one(genuine)) ?? '';
  if (known.has(altered)) continue;
  n += 1;
  const began = performance.now();
  const answer = read(altered);
  took.get(way)?.push((performance.now() - began) * 1_000);
  if (answer !== undefined) accepted.push(way);
}
const genuineTook = genuine.map((token) => {
  const began = performance.now();
  if (read(token) === undefined) throw new Error('A genuine token was refused.');
  return (performance.now() - began) * 1_000;
});
const median = (times: number[]) =>
  Math.round(
    quantile(
      times.sort((a, b) => a - b),
      0.5,
    ) * 10,
  ) / 10;

report('altered-tokens', {
  altered: count,
  seed: Number(values.seed),
  accepted: accepted.length,
  microsecondsToRefuse: Object.fromEntries([...took].map(([way, times]) => [way, median(times)])),
  microsecondsToAccept: median(genuineTook),
});

function changed(token: string, change: (bytes: Buffer, at: number) => unknown): string {
  const bytes = Buffer.from(token, 'base64url');
  change(bytes, below(bytes.length));
  return bytes.toString('base64url');
}

function one<Item>(of: readonly Item[]): Item {
  const item = of[below(of.length)];
  if (item === undefined) throw new Error('There is nothing to choose from.');
  return item;
}
