import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { addressKey, parseAddress } from '@hikyaku/message';
import { sql } from 'kysely';
import { type TestInstallation, testInstallation } from '../testing.ts';

let home: TestInstallation;
beforeAll(async () => {
  home = await testInstallation();
});
beforeEach(() => sql`delete from suppressions`.execute(home.database.db));
afterAll(() => home.close());

const exported = (name: string) => readFileSync(new URL(`../fixtures/exports/${name}.csv`, import.meta.url));

async function suppress(content: Uint8Array, ...args: string[]) {
  home.write('export.csv', content);
  return home.hikyaku('suppress', '--file', 'export.csv', ...(args.length > 0 ? args : ['--scope', 'marketing']));
}

/** Who stands suppressed, by the part before the @: scope and reason. */
async function standing(...names: string[]): Promise<Record<string, string>> {
  const pepper = Buffer.alloc(32, 7);
  const rows = await home.database.db.selectFrom('suppressions').select(['address_key', 'scope', 'reason']).execute();
  const found: Record<string, string> = {};
  for (const name of names) {
    const parsed = parseAddress(`${name}@example.jp`);
    const key = parsed.ok ? addressKey(pepper, parsed.address) : Buffer.alloc(0);
    for (const row of rows) if (row.address_key.equals(key)) found[name] = `${row.scope} ${row.reason}`;
  }
  expect(Object.keys(found)).toHaveLength(rows.length);
  return found;
}

describe('suppress --file with another system’s export', () => {
  it.each([
    [
      'mailchimp-unsubscribed',
      'Read as mailchimp, unsubscribed.\n2 lines suppressed (1 complaint among them), 1 rejected.\n',
      { hanako: 'marketing unsubscribed', taro: 'marketing complaint' },
    ],
    [
      'mailchimp-cleaned',
      'Read as mailchimp, cleaned.\n1 line suppressed (1 address that bounced among them), 0 rejected.\n',
      { gone: 'all invalid-address' },
    ],
    [
      'sendgrid-bounces',
      'Read as sendgrid, bounces.\n1 line suppressed (1 address that bounced among them), 0 rejected.\n',
      { bounced: 'all invalid-address' },
    ],
    [
      'sendgrid-spam-reports',
      'Read as sendgrid, spam reports.\n1 line suppressed (1 complaint among them), 0 rejected.\n',
      { angry: 'marketing complaint' },
    ],
    [
      'sendgrid-unsubscribes',
      'Read as sendgrid, unsubscribes.\n1 line suppressed, 0 rejected.\n',
      { left: 'marketing unsubscribed' },
    ],
    [
      'postmark',
      'Read as postmark, suppressions.\n3 lines suppressed (1 complaint, 1 address that bounced among them), 0 rejected.\n',
      {
        'p-hard': 'all invalid-address',
        'p-spam': 'marketing complaint',
        'p-manual': 'marketing unsubscribed',
      },
    ],
    [
      'ses',
      'Read as ses, account list.\n2 lines suppressed (1 complaint, 1 address that bounced among them), 0 rejected.\n',
      { 's-bounce': 'all invalid-address', 's-complaint': 'marketing complaint' },
    ],
    [
      'listmonk',
      'Read as listmonk, subscribers.\n2 lines suppressed, 0 rejected, 1 line of people who get mail passed over.\n',
      { blocked: 'marketing unsubscribed', off: 'marketing unsubscribed' },
    ],
    [
      'mautic',
      'Read as mautic, do not contact.\n3 lines suppressed (1 address that bounced among them), 0 rejected.\n',
      {
        'm-left': 'marketing unsubscribed',
        'm-bounced': 'all invalid-address',
        'm-manual': 'marketing unsubscribed',
      },
    ],
    [
      'japanese',
      '3 lines suppressed (1 complaint, 1 address that bounced among them), 0 rejected, 1 line of people who get mail passed over.\n',
      { 'j-left': 'marketing unsubscribed', 'j-dead': 'all invalid-address', 'j-angry': 'marketing complaint' },
    ],
  ])('SUP-5 reads %s by its header line, and takes each line by its reason', async (name, said, people) => {
    const ended = await suppress(exported(name));
    expect(ended.out).toBe(said);
    expect(await standing(...Object.keys(people))).toEqual(people);
    expect(ended.out + ended.error).not.toContain('@example.jp');
    const again = await suppress(exported(name));
    expect(again.out).toBe(said);
    expect(await standing(...Object.keys(people))).toEqual(people);
  });

  it('rejects the one bad line by its number and imports the rest', async () => {
    const ended = await suppress(exported('mailchimp-unsubscribed'));
    expect(ended.code).toBe(1);
    expect(ended.error).toMatch(/^Line 4 is rejected: [^\n]+\n$/);
  });

  it.each(['utf-8 with a byte order mark', 'utf-16le', 'utf-16be', 'shift_jis'])('reads %s', async (encoding) => {
    const text = exported('japanese').toString('utf8');
    const utf16 = Buffer.from(`\ufeff${text}`, 'utf16le');
    const encoded: Record<string, Buffer> = {
      'utf-8 with a byte order mark': Buffer.from(`\ufeff${text}`),
      'utf-16le': utf16,
      'utf-16be': Buffer.from(utf16).swap16(),
      // The same file as a Japanese spreadsheet saves it.
      shift_jis: exported('japanese-shift-jis'),
    };
    const ended = await suppress(encoded[encoding] ?? Buffer.alloc(0));
    expect(ended.out).toContain('3 lines suppressed');
    expect(await standing('j-left', 'j-dead', 'j-angry')).toMatchObject({ 'j-angry': 'marketing complaint' });
  });

  it('leaves one list where that is asked for, but a complaint and a dead address count for more', async () => {
    await suppress(exported('postmark'), '--scope', 'list', '--list', home.list);
    expect(await standing('p-hard', 'p-spam', 'p-manual')).toEqual({
      'p-hard': 'all invalid-address',
      'p-spam': 'marketing complaint',
      'p-manual': 'list unsubscribed',
    });
  });

  it('takes the reason that is given for the whole file', async () => {
    await suppress(exported('sendgrid-unsubscribes'), '--scope', 'all', '--reason', 'manual');
    expect(await standing('left')).toEqual({ left: 'all manual' });
  });
});
