import { describe, expect, it } from '@jest/globals';
import { run } from './run.ts';
import { verbs } from './verbs.ts';

/** Runs a command in this process, where asking for the installation is a mistake. */
async function understood(...words: string[]) {
  const out: string[] = [];
  const context = {
    installation: () => {
      throw new Error('A command that is wrong must not look for an installation.');
    },
    folder: '/nonexistent',
    say: (line: string) => void out.push(line),
  };
  return { ...(await run(words, context)), out: out.join('\n') };
}

describe('run', () => {
  it('lists every verb with --help', async () => {
    const help = await understood('--help');
    expect(help.exitCode).toBe(0);
    for (const { words } of verbs) expect(help.out).toContain(`  ${words.join(' ')} `);
  });

  it('says how every verb is written, and names each of its options', async () => {
    for (const entry of verbs) {
      const { words } = entry;
      const help = await understood(...words, '--help');
      expect(help.exitCode).toBe(0);
      expect(help.out).toContain(`npm run hikyaku -- ${words.join(' ')}`);
      for (const name of Object.keys((await entry.load()).options)) expect(help.out).toContain(`--${name} `);
    }
  });

  it('lists a group after half a verb', async () => {
    expect((await understood('campaign', '--help')).out).toContain('campaign pause');
    expect((await understood('campaign')).complaint[0]).toContain('campaign list, or show');
  });

  it.each([
    [['frobnicate']],
    [['__proto__']],
    [['campaign']],
    [['campaign', 'send']],
    [['migrate', 'now']],
    [['import']],
    [['import', 'a.csv']],
    [['import', 'a.csv', '--list', 'x', '--basis', 'bought', '--source', 'x']],
    [['import', 'a.csv', '--list', 'x', '--basis', 'consent', '--source', 'x', '--encoding', 'ebcdic']],
    [['suppress', '--scope', 'all']],
    [['suppress', 'a@example.jp']],
    [['suppress', 'a@example.jp', '--scope', 'list']],
    [['suppress', 'a@example.jp', '--scope', 'all', '--list', 'lst_0000000000000']],
    [['suppress', 'a@example.jp', '--scope', 'invalid']],
    [['suppress', 'a@example.jp', '--scope', 'all', '--reason', 'erased']],
    [['suppress', 'a@example.jp', '--scope', 'all', '--scope', 'list']],
    [['suppress', 'a@example.jp', '--scope', 'all', '--file', 'a.csv']],
    [['suppress', 'a@example.jp', '--scope', 'all', '--frobnicate', 'x']],
    [['suppress', 'a@example.jp', '--scope', 'all', '--note', 'x'.repeat(2_001)]],
    [['lift', 'sup_0000000000000']],
    [['lift', 'sup_0000000000000', '--reason', '  ']],
    [['lift', 'cmp_0000000000000', '--reason', 'x']],
    [['why']],
    [['why', 'a@example.jp', 'b@example.jp']],
    [['campaign', 'show', 'cmp_1']],
    [['campaign', 'schedule', 'cmp_0000000000000']],
    [['campaign', 'schedule', 'cmp_0000000000000', '--at', 'tomorrow']],
    [['campaign', 'schedule', 'cmp_0000000000000', '--at', '2999-02-30T00:00:00Z']],
    [['campaign', 'schedule', 'cmp_0000000000000', '--at', '2999-01-01T00:00:00']],
    [['campaign', 'list', '--limit', '0']],
    [['workspace', 'create', '--name', 'x']],
    [['api-key', 'create', '--name', 'a\nb']],
  ])('ends with 2, says what is wrong, and does nothing: %j', async (words) => {
    const ended = await understood(...words);
    expect(ended.exitCode).toBe(2);
    expect(ended.out).toBe('');
    expect(ended.complaint[0]).toMatch(/[.]$/);
    expect(ended.complaint.at(-1)).toMatch(/^See: npm run hikyaku -- .*--help$/);
  });
});

describe('verbs', () => {
  it('have words of their own, none of which hides another', () => {
    const words = verbs.map((verb) => verb.words.join(' '));
    expect(new Set(words).size).toBe(words.length);
    for (const one of words) expect(words.filter((other) => other.startsWith(`${one} `))).toEqual([]);
  });
});
