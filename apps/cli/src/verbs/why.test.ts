import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addContact, findContactByEmail } from '@hikyaku/audience';
import { publicId } from '@hikyaku/database';
import { giveUp } from '@hikyaku/suppression';
import { hidden, oneSentence, type TestInstallation, testInstallation } from '../testing.ts';

let home: TestInstallation;
beforeAll(async () => {
  home = await testInstallation();
});
afterAll(() => home.close());

describe('why', () => {
  const join = async (email: string): Promise<void> => {
    const consent = { basis: 'consent', source: 'test' } as const;
    const value = { workspaceId: home.workspaceId, email, lists: [home.listId], consent };
    const added = await addContact(home.database.db, Buffer.alloc(32, 7), value);
    if (!added.ok) throw new Error('no contact');
  };

  it('says that nothing stands in the way, or that nobody has the address', async () => {
    await join('free@example.jp');
    const free = await home.hikyaku('why', 'Free@EXAMPLE.jp');
    expect(free.out).toContain('f***@e***.jp: nothing stands in the way.');
    expect(free.out).toContain(`月刊たより (${home.list}): receives`);
    const nobody = await home.hikyaku('why', 'nobody@example.jp');
    expect([nobody.code, nobody.out]).toEqual([0, expect.stringContaining('no contact of this workspace')]);
  });

  it('names what stands in the way, its id for a lift, and its story; shows nobody’s address', async () => {
    await join('gone@example.jp');
    const note = 'by telephone, from friend@example.com \u001b[31mred';
    await home.hikyaku('suppress', 'gone@example.jp', '--scope', 'list', '--list', home.list, '--note', note);
    const listOnly = await home.hikyaku('why', 'gone@example.jp');
    expect(listOnly.out).toContain('no list of this contact reaches it.');
    expect(listOnly.out).toContain('left, suppressed (list)');
    expect(listOnly.out).toMatch(/sup_[0-9a-z]{13} list lst_[0-9a-z]{13}: manual by command-line/);
    expect(listOnly.out).toContain('f***@e***.com \ufffd[31mred');
    expect(listOnly.out).toMatch(/\d UTC suppressed: .*scope list/);
    await home.hikyaku('suppress', 'gone@example.jp', '--scope', 'all', '--reason', 'complaint');
    const everything = await home.hikyaku('why', 'gone@example.jp');
    expect(everything.out).toContain('nothing is sent to it from this workspace');
    for (const hint of [...hidden, 'gone@', 'friend@', '\u001b']) expect(everything.out).not.toContain(hint);
  });

  it('tells an address that is given up, by what, and how it is written to again', async () => {
    await join('dead@example.jp');
    const { db } = home.database;
    const value = { workspaceId: home.workspaceId, email: 'dead@example.jp' };
    const contact = await findContactByEmail(db, Buffer.alloc(32, 7), value);
    if (contact === undefined) throw new Error('no contact');
    const campaign = { workspace_id: home.workspaceId, class: 'marketing', name: 'c' };
    const { id } = await db.insertInto('campaigns').values(campaign).returning('id').executeTakeFirstOrThrow();
    const letter = { campaignId: id, addressKey: contact.addressKey, letterNo: 0 };
    await giveUp(db, [{ letter, reason: 'invalid-address', evidence: '550 5.1.1 <dead@example.jp>: no such user' }]);
    const dead = await home.hikyaku('why', 'dead@example.jp');
    expect(dead.out).toContain('the address does not exist or has refused for weeks, so nobody writes to it.');
    expect(dead.out).toContain('invalid: invalid-address by bounce');
    expect(dead.out).toContain('550 5.1.1 <d***@e***.jp>: no such user');
    const [suppression = ''] = /sup_[0-9a-z]{13}/.exec(dead.out) ?? [];
    const lifted = await home.hikyaku('lift', suppression, '--reason', 'the mailbox is back', '--by', 'Sato');
    expect([lifted.code, lifted.error]).toEqual([0, '']);
    expect((await home.hikyaku('why', 'dead@example.jp')).out).toContain('nothing stands in the way.');
  });

  it('says whether the letter of a campaign may go, and every reason why not with its date and door', async () => {
    await join('busy@example.jp');
    const { db } = home.database;
    const campaign = { workspace_id: home.workspaceId, class: 'marketing', name: 'spring' };
    const { id } = await db.insertInto('campaigns').values(campaign).returning('id').executeTakeFirstOrThrow();
    await db.insertInto('campaign_lists').values({ campaign_id: id, list_id: home.listId, position: 1 }).execute();
    const named = publicId('campaign', id);
    expect((await home.hikyaku('why', 'busy@example.jp', named)).out).toBe(
      `b***@e***.jp: the letter of ${named} (draft) may go; nothing stands in its way.\n`,
    );
    const until = new Date(Date.now() + 86_400_000).toISOString();
    const note = 'rang at noon, from me@example.com';
    const snoozed = await home.hikyaku(
      'snooze',
      'busy@example.jp',
      '--until',
      until,
      '--channel',
      'telephone',
      '--note',
      note,
    );
    expect([snoozed.code, snoozed.error]).toEqual([0, '']);
    const fewer = await home.hikyaku('fewer', 'busy@example.jp', '--most', '1', '--days', '7');
    expect([fewer.code, fewer.error]).toEqual([0, '']);
    const told = await home.hikyaku('why', 'busy@example.jp', named);
    expect(told.out).toContain('(draft) does not go.');
    expect(told.out).toMatch(
      /This person wants no newsletter until .* UTC: sup_[0-9a-z]{13}, asked by command-line, .* UTC "rang at noon, from m\*\*\*@e\*\*\*\.com"/,
    );
    expect(told.out).not.toContain('no more than');
    expect((await home.hikyaku('why', 'busy@example.jp')).out).toContain('fewer (at most 1 in 7 days): asked');
    expect((await home.hikyaku('why', 'stranger@example.jp', named)).out).toContain('is not meant for this address');
    const unknown = await home.hikyaku('why', 'busy@example.jp', publicId('campaign', '1'));
    expect([unknown.code, unknown.error]).toEqual([1, expect.stringMatching(oneSentence)]);
  });

  it('counts newsletters against the limit of the workspace', async () => {
    const limited = await home.hikyaku('workspace', 'limit', '--most', '1', '--days', '7');
    expect(limited).toEqual({ code: 0, out: 'At most 1 newsletters in 7 days to anybody.\n', error: '' });
    const { db } = home.database;
    await join('often@example.jp');
    const contact = await findContactByEmail(db, Buffer.alloc(32, 7), {
      workspaceId: home.workspaceId,
      email: 'often@example.jp',
    });
    const campaign = { workspace_id: home.workspaceId, class: 'marketing', name: 'past', status: 'sending' };
    const past = await db.insertInto('campaigns').values(campaign).returning('id').executeTakeFirstOrThrow();
    const draft = await db
      .insertInto('campaigns')
      .values({ ...campaign, status: 'draft' })
      .returning('id')
      .executeTakeFirstOrThrow();
    await db
      .insertInto('campaign_lists')
      .values({ campaign_id: draft.id, list_id: home.listId, position: 1 })
      .execute();
    await db
      .insertInto('deliveries')
      .values({
        campaign_id: past.id,
        address_key: contact?.addressKey ?? Buffer.alloc(16),
        state: 'accepted',
        settled_at: new Date(),
      })
      .execute();
    const told = await home.hikyaku('why', 'often@example.jp', publicId('campaign', draft.id));
    expect(told.out).toContain('The workspace sends no more than 1 in 7 days to anybody, and this person has them.');
    expect((await home.hikyaku('workspace', 'limit')).out).toBe('There is no limit.\n');
    expect((await home.hikyaku('workspace', 'limit', '--most', '0', '--days', '7')).code).toBe(2);
  });

  it('refuses what is no address', async () => {
    for (const email of ['a@example.jp\r\nx', 'nonsense']) {
      const ended = await home.hikyaku('why', email);
      expect(ended).toEqual({ code: 1, out: '', error: expect.stringMatching(oneSentence) });
    }
  });
});
