import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { assertPepper, type Db, openPool } from '@hikyaku/database';
import { addressKey, keyRenewal, parseAddress, parseKeyring, parsePepper } from '@hikyaku/message';
import { leave, mintToken, suppress, tokenReader } from '@hikyaku/suppression';
import { sql } from 'kysely';
import { beginRekeying } from '../rekey/begin-rekeying.ts';
import { rekeyTable, workOutKeys } from '../rekey/carry-rekeying.ts';
import { keyedTables } from '../rekey/keyed-tables.ts';
import { newestLayer } from '../rekey/pepper-layers.ts';
import { base64, oneSentence, secrets, type TestInstallation, testInstallation } from '../testing.ts';

const oldPepper = parsePepper(secrets.HIKYAKU_PEPPER);
const oldRing = parseKeyring(secrets.HIKYAKU_KEYS);
const people = 3_000;

let home: TestInstallation;
let db: Db;
let campaignId: string;
beforeEach(async () => {
  home = await testInstallation();
  db = home.database.db;
  await assertPepper(db, oldPepper.bytes);
  campaignId = await populate();
});
afterEach(() => home.close());

const emailOf = (n: number): string => `p${n}@people.example`;
const keyOf = (n: number, pepper = oldPepper): Buffer => {
  const parsed = parseAddress(emailOf(n));
  if (!parsed.ok) throw new Error(parsed.reason);
  return addressKey(pepper.bytes, parsed.address);
};

/** Three thousand people with a waiting letter each; each tenth has left, of whom each second is no contact any more. */
async function populate(): Promise<string> {
  const campaign = await db
    .insertInto('campaigns')
    .values({ workspace_id: home.workspaceId, class: 'marketing', name: 'first', status: 'paused' })
    .returning('id')
    .executeTakeFirstOrThrow();
  const numbers = Array.from({ length: people }, (_, n) => n);
  await db
    .insertInto('contacts')
    .values(
      numbers.map((n) => ({
        workspace_id: home.workspaceId,
        email: emailOf(n),
        address_key: keyOf(n),
      })),
    )
    .execute();
  await db
    .insertInto('deliveries')
    .values(numbers.map((n) => ({ campaign_id: campaign.id, address_key: keyOf(n), list_id: home.listId })))
    .execute();
  const left = numbers.filter((n) => n % 10 === 0).map((n) => ({ ...person(n), scope: 'marketing' as const }));
  await suppress(db, left, { reason: 'unsubscribed', source: 'page' });
  await sql`delete from contacts where address_key = any(${numbers.filter((n) => n % 20 === 0).map((n) => keyOf(n))}::bytea[])`.execute(
    db,
  );
  return campaign.id;
}

function person(n: number, pepper = oldPepper) {
  return { workspaceId: home.workspaceId, addressKey: keyOf(n, pepper), listId: null };
}

const kept = () => JSON.parse(readFileSync(path.join(home.stateDir, 'secrets.json'), 'utf8'));
const replace = () => home.hikyaku('keys', 'replace-pepper');

/** Whom a "no" or a letter of the ledger is found for, by their addresses alone. */
async function found(pepper: typeof oldPepper): Promise<{ left: number[]; letters: number }> {
  const left: number[] = [];
  let letters = 0;
  for (let n = 0; n < people; n++) {
    const key = keyOf(n, pepper);
    const { rows } = await sql<{ left: boolean; letter: boolean }>`
      select exists (select stopping_scopes(${home.workspaceId}, 'marketing', ${key}, ${home.listId}, null)) as left,
        exists (select from deliveries where campaign_id = ${campaignId} and address_key = ${key}) as letter
    `.execute(db);
    if (rows[0]?.left) left.push(n);
    if (rows[0]?.letter) letters += 1;
  }
  return { left, letters };
}

/** Every address key of every table, as text. */
async function allKeys(): Promise<Set<string>> {
  const keys = new Set<string>();
  for (const { name } of await keyedTables(db)) {
    const { rows } = await sql<{ key: string }>`
      select distinct encode(address_key, 'hex') as key from ${sql.raw(name)} where address_key is not null
    `.execute(db);
    for (const { key } of rows) keys.add(key);
  }
  return keys;
}

async function expectReplaced(): Promise<void> {
  const pepper = parsePepper(kept().HIKYAKU_PEPPER);
  await assertPepper(db, pepper.bytes);
  await expect(assertPepper(db, oldPepper.bytes)).rejects.toThrow('does not belong to this database');
  const everyTenth = Array.from({ length: people / 10 }, (_, n) => n * 10);
  expect(await found(pepper)).toEqual({ left: everyTenth, letters: people });
  const keys = await allKeys();
  const old = Array.from({ length: people }, (_, n) => keyOf(n).toString('hex'));
  expect([keys.size, old.filter((key) => keys.has(key)).length]).toEqual([people, 0]);
  expect(await db.selectFrom('rekeyed_addresses').selectAll().execute()).toEqual([]);
  await expect(db.updateTable('events').set({ kind: 'x' }).execute()).rejects.toThrow('append-only');
}

describe('keys replace-pepper', () => {
  it('(SUP-4) brings every "no" and letter to a new pepper, also those whose address nobody knows, and forgets which key was which', async () => {
    const done = await replace();
    expect([done.code, done.error]).toEqual([0, '']);
    expect(done.out).toContain(`${people} address keys found.`);
    expect(done.out).toMatch(/Every row verified; the keys of 2850 contacts made anew/);
    for (const secret of [base64(1), base64(7), ...String(kept().HIKYAKU_PEPPER).split(/[@,]/)]) {
      if (secret.length > 3) expect(done.out).not.toContain(secret);
    }
    await expectReplaced();
    const told = await db.selectFrom('events').select('details').where('kind', '=', 'pepper-replaced').execute();
    expect(told).toMatchObject([{ details: { addresses: people } }]);
  });

  it('(TOK-4) leaves the links of letters already sent at work', async () => {
    const ref = { campaignId, addressKey: keyOf(5), letterNo: 0 };
    const token = mintToken(oldRing, { workspaceId: home.workspaceId, listId: home.listId, ref });
    expect((await replace()).code).toBe(0);
    const pepper = parsePepper(kept().HIKYAKU_PEPPER);
    const read = tokenReader(parseKeyring(kept().HIKYAKU_KEYS), keyRenewal(pepper))(token);
    expect(read?.ref.addressKey).toEqual(keyOf(5, pepper));
    await leave(db, [{ ...person(5, pepper), scope: 'list', listId: read?.listId ?? null }], {
      reason: 'unsubscribed',
      source: 'page',
    });
    const letter = await db
      .selectFrom('deliveries')
      .select('state')
      .where('campaign_id', '=', campaignId)
      .where('address_key', '=', keyOf(5, pepper))
      .executeTakeFirstOrThrow();
    expect(letter.state).toBe('withheld');
  });

  it('goes on where it was interrupted, and lets nothing work on the database meanwhile', async () => {
    const laid = `${randomBytes(32).toString('base64')}@2,${secrets.HIKYAKU_PEPPER}`;
    const keys = `2:${base64(2)},${secrets.HIKYAKU_KEYS}`;
    home.write('secrets.json', JSON.stringify({ HIKYAKU_KEYS: keys, HIKYAKU_PEPPER: laid }));
    const pepper = parsePepper(laid);
    const tables = await keyedTables(db);
    await beginRekeying(db, tables, { from: oldPepper.bytes, to: pepper.bytes });
    const half = new Error('the machine stops');
    const renew = newestLayer(pepper);
    let worked = 0;
    const dying = (key: Buffer): Buffer => {
      if (++worked > 1_000) throw half;
      return renew(key);
    };
    await expect(workOutKeys(db, dying, () => {})).rejects.toBe(half);
    const refused = await home.hikyaku('suppress', emailOf(1), '--scope', 'marketing');
    expect([refused.code, refused.error]).toEqual([1, expect.stringContaining('is being replaced')]);

    await workOutKeys(db, renew, () => {});
    for (const table of tables.slice(0, tables.length / 2)) await rekeyTable(db, table);
    const done = await replace();
    expect([done.code, done.error]).toEqual([0, '']);
    expect(done.out).toContain('Going on where it was interrupted.');
    await expectReplaced();
  });

  it('takes up secrets that were written before anything was done with them', async () => {
    const laid = `${base64(9)}@2,${secrets.HIKYAKU_PEPPER}`;
    const env = { HIKYAKU_KEYS: `2:${base64(2)},${secrets.HIKYAKU_KEYS}`, HIKYAKU_PEPPER: laid };
    const done = await home.with({ DATABASE_URL: home.database.url, ...env })('keys', 'replace-pepper');
    expect([done.code, done.error]).toEqual([0, '']);
    await assertPepper(db, parsePepper(laid).bytes);
  });

  it('can be done again: what was signed two layers ago is still understood', async () => {
    const ref = { campaignId, addressKey: keyOf(7), letterNo: 0 };
    const token = mintToken(oldRing, { workspaceId: home.workspaceId, listId: null, ref });
    for (const times of [1, 2]) expect([times, (await replace()).code]).toEqual([times, 0]);
    const pepper = parsePepper(kept().HIKYAKU_PEPPER);
    expect(pepper.laidAt).toEqual([2, 3]);
    const read = tokenReader(parseKeyring(kept().HIKYAKU_KEYS), keyRenewal(pepper))(token);
    expect(read?.ref.addressKey).toEqual(keyOf(7, pepper));
    await expectReplaced();
  });

  it('refuses while the product is at work, while something was left half done, and with a foreign pepper; and changes nothing', async () => {
    const refused = async (sentence: string, ended = replace()) => {
      const { code, out, error } = await ended;
      expect([code, out, error]).toEqual([1, '', expect.stringMatching(oneSentence)]);
      expect(error).toContain(sentence);
      expect(kept()).toEqual(secrets);
      await assertPepper(db, oldPepper.bytes);
    };
    for (const applicationName of ['hikyaku-sender', 'hikyaku-rekeying']) {
      const other = openPool({ url: home.database.url, applicationName });
      const held = await other.connect();
      await refused(`${applicationName} still at work`);
      held.release();
      await other.end();
    }

    await sql`insert into opt_out_journals (id, host, folder) values (gen_random_uuid(), 'web1', '/var/lib/opt-outs')`.execute(
      db,
    );
    await refused('web1:/var/lib/opt-outs');
    await sql`update opt_out_journals set closed_at = now()`.execute(db);

    const env = { DATABASE_URL: home.database.url, HIKYAKU_PEPPER: base64(8) };
    await refused('does not belong to this database', home.with(env)('keys', 'replace-pepper'));
    const ours = { DATABASE_URL: home.database.url, STATE_DIR: '/nowhere', ...secrets };
    await refused('comes from HIKYAKU_PEPPER in the environment', home.with(ours)('keys', 'replace-pepper'));
  });
});
