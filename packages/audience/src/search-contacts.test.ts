import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type TestDatabase, testDatabase } from '@hikyaku/database/testing';
import fc from 'fast-check';
import { type SearchPlace, searchContacts } from './search-contacts.ts';
import { added, consent, newList, newWorkspace } from './testing.ts';

let test: TestDatabase;
let workspaceId: string;
let list: string;
const people = [
  ['hanako.sato@example.jp', { name: '佐藤 花子' }],
  ['taro@example.co.jp', { 氏名: '佐藤　太郎' }],
  ['alice@example.com', { name: 'Alice Martin' }],
  ['bob@example.com', { first_name: 'Bob', last_name: 'Martinez' }],
  ['yuki@sato.example', { 姓: '高橋', 名: 'ゆき' }],
  ['ken..ichi@docomo.ne.jp', {}],
  ['post@例え.テスト', { name: 'Post%_' }],
  ['sato@sato.example', { name: 'SATO Sato' }],
] as const;
beforeAll(async () => {
  test = await testDatabase();
  workspaceId = await newWorkspace(test.db);
  list = await newList(test.db, workspaceId);
  for (const [n, [email, fields]] of people.entries()) {
    const lists = n % 2 === 0 ? [list] : [];
    await added(test.db, { workspaceId, email, fields, lists, consent });
  }
});
afterAll(() => test.drop());

async function found(text: string, { limit = 3, listId }: { limit?: number; listId?: string } = {}): Promise<string[]> {
  const seen: string[] = [];
  for (let after: SearchPlace | undefined; ; ) {
    const page = await searchContacts(test.db, workspaceId, { text, listId, after, limit });
    expect(page.items.length).toBeLessThanOrEqual(limit);
    seen.push(...page.items.map(({ email }) => email));
    if (page.next === null) return seen;
    after = page.next;
  }
}

describe('searchContacts', () => {
  it.each([
    ['hanako', ['hanako.sato@example.jp']],
    ['ＨＡＮＡＫＯ．', ['hanako.sato@example.jp']],
    ['佐藤', ['taro@example.co.jp', 'hanako.sato@example.jp']],
    ['花', ['hanako.sato@example.jp']],
    ['佐藤 太', ['taro@example.co.jp']],
    ['高橋', ['yuki@sato.example']],
    ['martin', ['alice@example.com', 'bob@example.com']],
    ['alice m', ['alice@example.com']],
    ['ken..', ['ken..ichi@docomo.ne.jp']],
    ['"ken..ichi"@docomo.ne.jp', ['ken..ichi@docomo.ne.jp']],
    ['post@例え.テスト', ['post@例え.テスト']],
    ['@例え.テスト', ['post@例え.テスト']],
    ['%', []],
    ['post_', []],
    ['post%_', ['post@例え.テスト']],
    ['ano', []],
  ])('finds by %s', async (text, emails) => {
    expect(await found(text)).toEqual(emails);
  });

  it('shows somebody who fits in several ways once, by addresses, domains and names alike', async () => {
    expect((await found('sato', { limit: 1 })).sort()).toEqual(['sato@sato.example', 'yuki@sato.example']);
    expect((await found('@sato', { limit: 1 })).sort()).toEqual(['sato@sato.example', 'yuki@sato.example']);
  });

  it('finds people of one list alone, and nobody of another workspace', async () => {
    expect(await found('example', { listId: list })).toEqual(['alice@example.com', 'hanako.sato@example.jp']);
    const other = await newWorkspace(test.db);
    expect((await searchContacts(test.db, other, { text: 'a', limit: 5 })).items).toEqual([]);
  });

  it('gives, page after page of any size, exactly those whom reading everybody gives', async () => {
    const folded = (text: string) => text.normalize('NFKC').toLowerCase();
    const names = people.map(([email, fields]) => {
      const {
        name = '',
        氏名 = '',
        姓 = '',
        名 = '',
        first_name = '',
        last_name = '',
      }: Record<string, string> = fields;
      const whole = folded(name || 氏名 || `${姓} ${名}`.trim() || `${first_name} ${last_name}`.trim());
      return {
        email,
        keys: [email, email.slice(email.lastIndexOf('@') + 1), whole, whole.split(' ').toReversed().join(' ')],
      };
    });
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('a', 'e', 'ex', 's', 'sato', 'p', '佐', 'm', 'k', 'z'),
        fc.integer({ min: 1, max: 4 }),
        async (text, limit) => {
          const fits = names.filter(({ keys }) => keys.some((key) => key.startsWith(text))).map(({ email }) => email);
          expect((await found(text, { limit })).sort()).toEqual(fits.sort());
        },
      ),
      { numRuns: 60 },
    );
  });
});
