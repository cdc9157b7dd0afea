import { parseSmtpReply } from '@hikyaku/message';
import { classify, type Fate, type ReplyRule, type Stage } from './classify.ts';
import { codeTest, enhancedTest } from './code-pattern.ts';
import { isReceiverFamily, type ReceiverFamily } from './receiver-family.ts';
import { blame, isReplyClass, type ReplyClass } from './reply-class.ts';
import { textPattern } from './text-pattern.ts';

/** The table read, in its order; or every mistake in it, each by its line. */
export type ParsedRules = { ok: true; rules: ReplyRule[] } | { ok: false; problems: string[] };

const columns = ['family', 'stage', 'code', 'enhanced', 'text', 'class', 'fate', 'example', 'source'] as const;

type Column = (typeof columns)[number];
type Row = { line: number; cell: (column: Column) => string };

/**
 * Reads a table of rules (tab-separated, a header, `*` for any) and checks it as a whole: cells that mean something, words before
 * enhanced codes before basic codes, and every row the one that its own example falls to.
 */
export function parseRules(table: string): ParsedRules {
  const problems: string[] = [];
  const tell: Tell = (line, problem) => {
    problems.push(`line ${line}: ${problem}`);
  };
  const read: { row: Row; rule: ReplyRule }[] = [];
  for (const row of readRows(table, tell)) {
    const rule = readRule(row, tell);
    if (rule !== undefined) read.push({ row, rule });
  }
  const rules = read.map(({ rule }) => rule);
  checkOrder(
    read.map(({ row }) => row),
    tell,
  );
  for (const { row, rule } of read) checkExample(row, rule, rules, tell);
  return problems.length === 0 ? { ok: true, rules } : { ok: false, problems };
}

type Tell = (line: number, problem: string) => void;

function readRows(table: string, tell: Tell): Row[] {
  const [header, ...lines] = table.split('\n');
  if (header !== columns.join('\t')) tell(1, `the columns must be ${columns.join(', ')}`);
  return lines.flatMap((text, index): Row[] => {
    const line = index + 2;
    const cells = text.split('\t');
    if (text === '') return [];
    if (cells.length === columns.length && !cells.includes('')) {
      return [{ line, cell: (column) => cells[columns.indexOf(column)] ?? '' }];
    }
    tell(line, `${columns.length} cells are needed, none of them empty: write * for any`);
    return [];
  });
}

function readRule({ line, cell }: Row, tell: Tell): ReplyRule | undefined {
  const read = <Value>(column: Column, reader: (cell: string) => Value | undefined, advice: string) => {
    const value = reader(cell(column));
    if (value === undefined) tell(line, `${column} "${cell(column)}": ${advice}`);
    return value;
  };
  const family = read('family', readFamily, 'write *, or a name of receiver-family.ts');
  const stages = read('stage', readStages, 'write *, or some of mail,rcpt,data,dot');
  const isCode = read('code', codeTest, 'write *, 5, 550, 500-504, or several with commas');
  const isEnhanced = read('enhanced', enhancedTest, 'write *, x.1.1, x.7.* or x.7.20-24');
  const replyClass = read('class', readClass, 'write a name of reply-class.ts');
  const fate = read('fate', readFate, 'write by-code, later or final');
  const text = cell('text') === '*' ? { ok: true as const, pattern: undefined } : textPattern(cell('text'));
  if (!text.ok) tell(line, `text "${cell('text')}" ${text.reason}`);
  if (!family || !stages || !isCode || !isEnhanced || !replyClass || !fate || !text.ok) return undefined;
  if (blame(replyClass) === 'gone' && (isCode(450) || fate === 'later')) {
    tell(line, `${replyClass} is final: it needs 5yz codes, and no fate of later`);
  }
  return {
    line,
    family: family === '*' ? undefined : family,
    isStage: (stage) => stages.includes(stage),
    isCode,
    isEnhanced,
    pattern: text.pattern,
    class: replyClass,
    fate,
  };
}

function readFamily(cell: string): ReceiverFamily | '*' | undefined {
  return cell === '*' || isReceiverFamily(cell) ? cell : undefined;
}

function readClass(cell: string): ReplyClass | undefined {
  return isReplyClass(cell) ? cell : undefined;
}

const allStages: readonly Stage[] = ['mail', 'rcpt', 'data', 'dot'];

function readStages(cell: string): readonly Stage[] | undefined {
  if (cell === '*') return allStages;
  const words = cell.split(',');
  const stages = allStages.filter((stage) => words.includes(stage));
  return stages.length === words.length ? stages : undefined;
}

function readFate(cell: string): Fate | undefined {
  return cell === 'by-code' || cell === 'later' || cell === 'final' ? cell : undefined;
}

function checkOrder(rows: readonly Row[], tell: Tell): void {
  let reached = 0;
  for (const { line, cell } of rows) {
    const rank = cell('text') !== '*' ? 0 : cell('enhanced') !== '*' ? 1 : 2;
    if (rank < reached) tell(line, 'rows with words come first, then enhanced codes, then basic codes');
    reached = Math.max(reached, rank);
  }
}

/** A row whose own example falls to another can hardly win at all: this is how a shadowed row is found. */
function checkExample({ line, cell }: Row, rule: ReplyRule, rules: readonly ReplyRule[], tell: Tell): void {
  const stage = cell('stage') === '*' ? 'rcpt' : (allStages.find(rule.isStage) ?? 'rcpt');
  const won = classify(rules, { stage, reply: parseSmtpReply(cell('example')), family: rule.family }).line;
  if (won === line) return;
  tell(line, `its example "${cell('example')}" falls to ${won === undefined ? 'no rule' : `line ${won}`}`);
}
