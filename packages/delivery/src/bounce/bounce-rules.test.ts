import { readFileSync } from 'node:fs';
import { parseSmtpReply } from '@hikyaku/message';
import { describe, expect, it } from '@jest/globals';
import { classify, type Stage } from './classify.ts';
import { parseRules } from './parse-rules.ts';
import { blame } from './reply-class.ts';
import { replyRules } from './reply-rules.ts';

const table = readFileSync(new URL('bounce-rules.tsv', import.meta.url), 'utf8');
const cellsOf = (line: number) => (table.split('\n')[line - 1] ?? '').split('\t');
const stages: readonly Stage[] = ['rcpt', 'mail', 'data', 'dot'];

describe('bounce-rules.tsv', () => {
  const rows = replyRules.map((rule) => {
    const cells = cellsOf(rule.line);
    return { rule, line: rule.line, example: cells[7] ?? '', class: cells[5] ?? '' };
  });

  it.each(rows)('line $line takes "$example" for $class, and no earlier line does', ({ rule, example }) => {
    const stage = stages.find((one) => rule.isStage(one)) ?? 'rcpt';
    const reply = parseSmtpReply(example);
    const fate = rule.fate === 'by-code' ? (reply.code < 500 ? 'later' : 'final') : rule.fate;
    expect(classify(replyRules, { stage, reply, family: rule.family })).toEqual({
      class: rule.class,
      fate,
      line: rule.line,
    });
  });

  it('reads every line of the file, each with its source', () => {
    expect(replyRules).toHaveLength(table.trimEnd().split('\n').length - 1);
    for (const { line } of replyRules) expect(cellsOf(line)[8]).not.toBe('');
  });

  it('finds a rule that can never win, wherever it stands', () => {
    const lines = table.trimEnd().split('\n');
    for (const { line } of rows.filter((_, index) => index % 20 === 0)) {
      const repeated = lines.toSpliced(line - 1, 0, lines[line - 1] ?? '').join('\n');
      expect(parseRules(repeated)).toEqual({
        ok: false,
        problems: [expect.stringContaining(`line ${line + 1}: its example`)],
      });
    }
  });

  it('holds nothing against an address that a block, a limit, a failed check, a content or a policy refused', () => {
    for (const said of [
      'blocked',
      'throttled',
      'unauthenticated',
      'content',
      'policy',
      'too-large',
      'sender-setup',
    ] as const) {
      expect(blame(said)).toBe('none');
    }
  });
});
