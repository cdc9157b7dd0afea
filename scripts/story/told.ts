import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Client } from 'pg';
import { z } from 'zod';
import type { Told } from './leavers.ts';
import type { Arrival } from './outside.ts';

/** Whether what people were told was true, by the receivers' record and the ledger. */
export type Verdict = {
  done: number;
  onItsWay: number;
  recorded: number;
  refused: number;
  /** Told 200 or 202, and nothing in the database forbids their letters. */
  lost: number;
  /** Told 200, and a final dot came after. */
  dotsAfterDone: number;
  /** Told 202, and a gate passed a letter after. */
  gatesAfterRecorded: number;
  /** Told 202, and a letter that had passed the gate before ended after: what the sentence says may happen. */
  dotsAfterRecorded: number;
};

/** Judges, when a campaign has ended, what those who left it meanwhile were told. `letters` are the receivers' record of it. */
export async function judgeTold(
  stateDir: string,
  told: readonly Told[],
  letters: readonly Arrival[],
): Promise<Verdict> {
  const of = (kind: Told['kind']) => told.filter((one) => one.kind === kind);
  const dots = new Map(letters.map((letter) => [letter.recipients[0] ?? '', letter.tDot ?? 0]));
  const late = (some: readonly Told[]) => some.filter(({ to, at }) => (dots.get(to) ?? 0) > at).length;
  const written = await ledgerOf(stateDir);
  const promised = [...of('recorded'), ...of('on-its-way')];
  return {
    done: of('done').length,
    onItsWay: of('on-its-way').length,
    recorded: of('recorded').length,
    refused: of('refused').length,
    lost: told.filter(({ kind, addressKey }) => kind !== 'refused' && !written.suppressed.has(addressKey)).length,
    dotsAfterDone: late(of('done')),
    gatesAfterRecorded: promised.filter(({ addressKey, at }) => (written.passed.get(addressKey) ?? 0) > at).length,
    dotsAfterRecorded: late(promised),
  };
}

/** Who is suppressed, and when the newest letter of each person passed the gate, in epoch milliseconds. */
async function ledgerOf(stateDir: string) {
  const environment = z
    .object({ DATABASE_URL: z.string() })
    .parse(JSON.parse(readFileSync(path.join(stateDir, 'environment.json'), 'utf8')));
  const client = new Client({ connectionString: environment.DATABASE_URL });
  await client.connect();
  try {
    const suppressed = await client.query<{ key: string }>(
      "select encode(address_key, 'hex') as key from suppressions where lifted_at is null",
    );
    const passed = await client.query<{ key: string; ms: number }>(
      `select encode(address_key, 'hex') as key, extract(epoch from max(first_attempt_at))::float8 * 1000 as ms
       from deliveries where first_attempt_at is not null group by address_key`,
    );
    return {
      suppressed: new Set(suppressed.rows.map(({ key }) => key)),
      passed: new Map(passed.rows.map(({ key, ms }) => [key, ms])),
    };
  } finally {
    await client.end();
  }
}
