import { describe, expect, it } from '@jest/globals';
import { commands } from './commands.ts';
import { run } from './run.ts';

/** Runs a command in this process, in a place where there is no installation. */
async function understood(...args: string[]): Promise<{ code: number; out: string; error: string }> {
  let out = '';
  let error = '';
  const around = {
    env: {},
    stateDir: '/nowhere',
    signal: new AbortController().signal,
    say: (line: string) => void (out += `${line}\n`),
    complain: (line: string) => void (error += `${line}\n`),
  };
  return { code: await run(commands, args, around), out, error };
}

describe('run with --help', () => {
  it('lists every verb, and needs no database', async () => {
    const help = await understood('--help');
    expect(help.code).toBe(0);
    for (const verb of [
      'migrate',
      'import',
      'suppress',
      'lift',
      'why',
      'campaign cancel',
      'keys dkim',
      'keys rotate',
      'verify books',
    ]) {
      expect(help.out).toContain(`  ${verb} `);
    }
  });

  it.each([[['import']], [['suppress']], [['campaign', 'schedule']], [['keys', 'dkim']], [['verify', 'books']]])(
    'says how to write %j',
    async (words) => {
      const help = await understood(...words, '--help');
      expect(help.code).toBe(0);
      expect(help.out).toContain(`npm run hikyaku -- ${words.join(' ')}`);
    },
  );
});

describe('run with a command that is not complete', () => {
  it.each([
    [['nonsense']],
    [['campaign']],
    [['campaign', 'send']],
    [['import']],
    [['import', 'a.csv']],
    [['import', 'a.csv', '--list', 'x', '--basis', 'bought', '--source', 'x']],
    [['suppress', 'a@example.jp']],
    [['suppress', 'a@example.jp', '--scope', 'list']],
    [['suppress', 'a@example.jp', '--scope', 'all', '--frobnicate', 'x']],
    [['lift', 'sup_0000000000000']],
    [['lift', 'sup_0000000000000', '--reason', '  ']],
    [['why', 'a@example.jp', 'b@example.jp']],
    [['campaign', 'schedule', 'cmp_0000000000000', '--at', 'tomorrow']],
  ])('ends with 2 and says how it is written: %j', async (args) => {
    const ended = await understood(...args);
    expect(ended.code).toBe(2);
    expect(ended.error).toContain('npm run hikyaku -- ');
    expect(ended.out).toBe('');
  });
});

describe('commands', () => {
  it('have words of their own, none of which hides another', () => {
    const words = commands.map((command) => command.words.join(' '));
    expect(new Set(words).size).toBe(words.length);
    for (const one of words) expect(words.filter((other) => other.startsWith(`${one} `))).toEqual([]);
  });
});
