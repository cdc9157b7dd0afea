import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addContact } from '@hikyaku/audience';
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

  it('refuses what is no address', async () => {
    for (const email of ['a@example.jp\r\nx', 'nonsense']) {
      const ended = await home.hikyaku('why', email);
      expect(ended).toEqual({ code: 1, out: '', error: expect.stringMatching(oneSentence) });
    }
  });
});
