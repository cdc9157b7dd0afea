import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addContact } from '@hikyaku/audience';
import { publicId } from '@hikyaku/database';
import { sql } from 'kysely';
import { hidden, oneSentence, type TestInstallation, testInstallation } from '../testing.ts';

let home: TestInstallation;
beforeAll(async () => {
  home = await testInstallation();
});
afterAll(() => home.close());

const people = async (): Promise<number> => {
  const rows = await home.database.db.selectFrom('suppressions').select('id').execute();
  return rows.length;
};

describe('suppress', () => {
  it('stops an address in any spelling, once; says what may be said about letters; lifts undo it with a reason', async () => {
    const first = await home.hikyaku('suppress', 'Hanako@Example.jp', '--scope', 'list', '--list', home.list);
    expect([first.code, first.error]).toEqual([0, '']);
    expect(first.out).toContain('Nothing of this scope is in transmission, and nothing will be.');
    const [id = ''] = /sup_[0-9a-z]{13}/.exec(first.out) ?? [];
    const again = await home.hikyaku('suppress', 'hanako@example.jp', '--scope', 'list', '--list', home.list);
    expect(again.out).toContain(`${id} (list) stood already.`);

    const lifted = await home.hikyaku('lift', id, '--reason', 'asked for it in writing', '--by', 'Sato');
    expect(lifted).toEqual({ code: 0, out: `${id} is lifted, recorded as done by Sato.\n`, error: '' });
    const row = await home.database.db.selectFrom('suppressions').selectAll().executeTakeFirstOrThrow();
    expect(row).toMatchObject({ source: 'command-line', lifted_by: 'Sato', lift_reason: 'asked for it in writing' });
    const twice = await home.hikyaku('lift', id, '--reason', 'again');
    expect([twice.code, twice.error]).toEqual([1, expect.stringMatching(oneSentence)]);
  });

  it('takes a waiting letter back', async () => {
    const { db } = home.database;
    const { workspaceId, listId } = home;
    const email = 'waiting@example.jp';
    const value = { workspaceId, email, lists: [listId], consent: { basis: 'consent', source: 'test' } } as const;
    const added = await addContact(db, Buffer.alloc(32, 7), value);
    if (!added.ok) throw new Error('no contact');
    const campaign = { workspace_id: workspaceId, class: 'marketing', name: 'now', targeted: '1', status: 'sending' };
    const { id } = await db.insertInto('campaigns').values(campaign).returning('id').executeTakeFirstOrThrow();
    await sql`
      with batch as (
        insert into batches (campaign_id, slot_id) select ${id}, min(id) from lane_slots returning id
      )
      insert into deliveries (campaign_id, address_key, letter_no, contact_id, list_id, batch_id)
      select ${id}, ${added.contact.addressKey}, 1, ${added.contact.id}, ${listId}, id from batch
    `.execute(db);
    const why = await home.hikyaku('why', email);
    expect(why.out).toContain(`${publicId('campaign', id)} now: queued`);
    const ended = await home.hikyaku('suppress', email, '--scope', 'marketing');
    expect(ended.out).toContain('1 waiting letter taken back.');
    const letter = await db
      .selectFrom('deliveries')
      .selectAll()
      .where('campaign_id', '=', id)
      .executeTakeFirstOrThrow();
    expect(letter).toMatchObject({ state: 'withheld', reason: 'suppressed-marketing' });
  });

  it('refuses what is no address in one sentence, and writes nothing', async () => {
    const before = await people();
    for (const email of [
      'a b',
      'a@example.jp\r\nBcc: b@example.jp',
      'a@localhost\u001b[31m',
      '-',
      'x'.repeat(100_000),
    ]) {
      const ended = await home.hikyaku('suppress', '--scope', 'all', '--', email);
      expect(ended).toEqual({ code: 1, out: '', error: expect.stringMatching(oneSentence) });
    }
    expect(await people()).toBe(before);
  });
});

describe('suppress --file', () => {
  it('suppresses everybody in pages, tells rejected lines by number alone, and repeats nothing', async () => {
    const addresses = Array.from({ length: 2_500 }, (_, at) => `person-${at}@example.jp`);
    const bad = 'taro..yamada@example.jp';
    home.write(
      'opt-outs.csv',
      `email\n${addresses.slice(0, 2_000).join('\n')}\n${bad}\n${addresses.slice(2_000).join('\n')}\n`,
    );
    const before = await people();
    const ended = await home.hikyaku(
      'suppress',
      '--file',
      'opt-outs.csv',
      '--scope',
      'marketing',
      '--note',
      'old system',
    );
    expect([ended.code, ended.out]).toEqual([1, '2,500 lines suppressed, 1 rejected.\n']);
    expect(ended.error).toMatch(/^Line 2002 is rejected: The address has a dot too many/);
    expect(await people()).toBe(before + 2_500);
    const row = await home.database.db.selectFrom('suppressions').selectAll().orderBy('id', 'desc').executeTakeFirst();
    expect(row).toMatchObject({ reason: 'unsubscribed', source: 'command-line', note: 'old system' });

    home.write('opt-outs.csv', addresses.join('\r\n'));
    const again = await home.hikyaku('suppress', '--file', 'opt-outs.csv', '--scope', 'marketing');
    expect(again).toEqual({ code: 0, out: '2,500 lines suppressed, 0 rejected.\n', error: '' });
    expect(await people()).toBe(before + 2_500);
    for (const secret of [...hidden, 'taro', 'yamada', 'person-']) {
      expect(ended.out + ended.error + again.out).not.toContain(secret);
    }
  });

  it('refuses a file that is not there, a folder, and one without addresses, and suppresses nobody', async () => {
    const before = await people();
    home.write('columns.csv', 'Yamada,a@example.jp\n');
    for (const file of ['nowhere.csv', '.', 'columns.csv', '/dev/null']) {
      const ended = await home.hikyaku('suppress', '--file', file, '--scope', 'all');
      expect([ended.code, ended.error]).toEqual([1, expect.stringMatching(oneSentence)]);
    }
    expect(await people()).toBe(before);
  });
});
