import { describe, expect, it } from '@jest/globals';
import { pepper } from '../testing.ts';
import { type ImportPreview, type PreviewAsked, previewImport } from './preview.ts';

async function previewed(file: string | Buffer, asked: Partial<PreviewAsked> = {}): Promise<ImportPreview> {
  const answer = await previewImport(pepper, { sample: Buffer.from(file), whole: true, ...asked });
  if (!answer.ok) throw new Error(answer.reason);
  return answer.preview;
}

const uses = ({ columns }: ImportPreview) => columns.map(({ use }) => use);
/** The same file as the others, in Shift_JIS. */
const shiftJis = Buffer.from('8381815b838b2c8e8196bc0a61406578616d706c652e6a702c8db293a10a', 'hex');

describe('previewImport', () => {
  it('finds encoding, columns and the first twenty lines', async () => {
    const lines = Array.from({ length: 30 }, (_, n) => `p${n}@example.jp,${n}`);
    const preview = await previewed(['Email,age', ...lines].join('\n'));
    expect(preview.encoding).toBe('us-ascii');
    expect(preview.columns).toEqual([
      { header: 'Email', use: 'email' },
      { header: 'age', use: 'age' },
    ]);
    expect(preview.rows).toHaveLength(20);
    expect(preview.rows[0]).toEqual({ line: 2, values: ['p0@example.jp', '0'], problem: null });
  });

  it.each([
    ['utf-8', Buffer.from('メール,氏名\na@example.jp,佐藤\n')],
    ['utf-16le', Buffer.from('\uFEFFメール,氏名\na@example.jp,佐藤\n', 'utf16le')],
    ['utf-16be', Buffer.from('\uFEFFメール,氏名\na@example.jp,佐藤\n', 'utf16le').swap16()],
    ['shift_jis', shiftJis],
  ])('reads %s', async (encoding, file) => {
    const preview = await previewed(file);
    expect(preview.encoding).toBe(encoding);
    expect(preview.columns).toEqual([
      { header: 'メール', use: 'email' },
      { header: '氏名', use: '氏名' },
    ]);
    expect(preview.rows[0]?.values).toEqual(['a@example.jp', '佐藤']);
  });

  it('takes the column with most addresses where none is called email, and leaves out what no field may be called', async () => {
    const preview = await previewed('id;連絡先;name;name\n1;a@example.jp;花子;x\n2;b@example.jp;c@example.jp;y\n');
    expect(uses(preview)).toEqual(['', 'email', 'name', '']);
  });

  it('tells a file without a header by the person in its first line', async () => {
    const preview = await previewed('花子,a@example.jp\n太郎,b@example.jp\n');
    expect(preview.columns).toEqual([
      { header: null, use: '' },
      { header: null, use: 'email' },
    ]);
    expect(preview.rows.map(({ line }) => line)).toEqual([1, 2]);
  });

  it('says which lines would be rejected and why, by the columns that somebody chose', async () => {
    const file = 'email,other\na@example.jp,nonsense\nnonsense,b@example.jp\n"open,c\n';
    expect((await previewed(file)).rows.map(({ problem }) => problem === null)).toEqual([true, false, false]);
    const chosen = await previewed(file, { columns: ['name', 'email'] });
    expect(chosen.rows.map(({ problem }) => problem === null)).toEqual([false, true, false]);
    expect((await previewed(file, { columns: ['', ''] })).rows[0]?.problem).toBeNull();
  });

  it('leaves out the last line of a beginning, which may be cut', async () => {
    const preview = await previewed('email\na@example.jp\nb@exam', { whole: false });
    expect(preview.rows.map(({ values }) => values[0])).toEqual(['a@example.jp']);
  });

  it.each([
    ['', 'empty'],
    ['\0\0\0', 'NUL'],
    ['email,a\n', 'were named'],
  ])('refuses %j with a sentence', async (file, words) => {
    const answer = await previewImport(pepper, { sample: Buffer.from(file), whole: true, columns: ['email'] });
    expect(answer).toMatchObject({ ok: false, reason: expect.stringContaining(words) });
  });
});
