import { describe, expect, it } from '@jest/globals';
import { parseRules } from './parse-rules.ts';

const header = 'family\tstage\tcode\tenhanced\ttext\tclass\tfate\texample\tsource';
const good = ['*', '*', '5', '*', 'no such user', 'invalid-address', 'by-code', '550 No such user', 'somebody'];
const columns = header.split('\t');

function table(...rows: readonly (readonly string[])[]): string {
  return [header, ...rows.map((row) => row.join('\t')), ''].join('\n');
}

function withCell(column: string, cell: string): string[] {
  return good.with(columns.indexOf(column), cell);
}

describe('parseRules', () => {
  it('reads rows in their order, with the line each stands on', () => {
    const parsed = parseRules(
      table(good, ['qq', 'mail,dot', '421,550-553', 'x.7.*', '*', 'policy', 'later', '550 5.7.1 no', 's']),
    );
    expect(parsed).toMatchObject({
      ok: true,
      rules: [
        { line: 2, class: 'invalid-address', family: undefined, fate: 'by-code' },
        { line: 3, class: 'policy', family: 'qq', fate: 'later', pattern: undefined },
      ],
    });
  });

  it.each([
    ['family', 'nobody', 'family "nobody": write *, or a name of receiver-family.ts'],
    ['stage', 'rcpt,quit', 'stage "rcpt,quit": write *, or some of mail,rcpt,data,dot'],
    ['code', '250', 'code "250": write *, 5, 550, 500-504, or several with commas'],
    ['enhanced', '5.1.1', 'enhanced "5.1.1": write *, x.1.1, x.7.* or x.7.20-24'],
    ['text', '(a+)+b', 'text "(a+)+b" has "+": nothing may repeat, save one gap such as .{0,40}'],
    ['class', 'gone', 'class "gone": write a name of reply-class.ts'],
    ['fate', 'maybe', 'fate "maybe": write by-code, later or final'],
    ['code', '*', 'invalid-address is final: it needs 5yz codes, and no fate of later'],
    ['fate', 'later', 'invalid-address is final: it needs 5yz codes, and no fate of later'],
    ['example', '550 Something else', 'its example "550 Something else" falls to no rule'],
    ['example', '550 5.7.1 No such user', 'its example "550 5.7.1 No such user" falls to no rule'],
    ['source', '', '9 cells are needed, none of them empty: write * for any'],
  ])('names a wrong %s by its line: %s', (column, cell, problem) => {
    const parsed = parseRules(
      table(['*', '*', '4', '*', 'later', 'throttled', 'by-code', '450 later', 's'], withCell(column, cell)),
    );
    expect(parsed).toEqual({ ok: false, problems: [`line 3: ${problem}`] });
  });

  it('names every mistake, not the first alone', () => {
    const parsed = parseRules(table(withCell('class', 'gone'), withCell('fate', 'maybe')));
    expect(parsed).toMatchObject({
      ok: false,
      problems: [expect.stringMatching('line 2'), expect.stringMatching('line 3')],
    });
  });

  it('finds a row that an earlier one leaves nothing to', () => {
    const wide = ['*', '*', '*', '*', 'user', 'policy', 'by-code', '550 user', 's'];
    expect(parseRules(table(wide, good))).toEqual({
      ok: false,
      problems: ['line 3: its example "550 No such user" falls to line 2'],
    });
  });

  it('wants words before enhanced codes before basic codes', () => {
    const basic = ['*', '*', '5', '*', '*', 'policy', 'by-code', '550 no', 's'];
    expect(
      parseRules(table(basic, ['*', '*', '5', 'x.1.1', '*', 'invalid-address', 'by-code', '550 5.1.1 no', 's'])),
    ).toMatchObject({
      problems: expect.arrayContaining(['line 3: rows with words come first, then enhanced codes, then basic codes']),
    });
  });

  it('refuses a file with other columns', () => {
    expect(parseRules(`a\tb\n${good.join('\t')}\n`)).toMatchObject({
      ok: false,
      problems: [`line 1: the columns must be ${columns.join(', ')}`],
    });
  });
});
