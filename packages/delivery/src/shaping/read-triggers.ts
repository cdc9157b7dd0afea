import { parseSmtpReply } from '@hikyaku/message';
import { codeTest, enhancedTest } from '../bounce/code-pattern.ts';
import { textPattern } from '../bounce/text-pattern.ts';
import type { Row, Tell } from './read-tables.ts';
import type { LaneShape } from './shaping.ts';
import { type Action, type Trigger, triggersTouched } from './trigger.ts';

/** The rows of triggers, each touched by its own example. */
export function readTriggers(rows: readonly Row[], lanes: ReadonlyMap<string, LaneShape>, tell: Tell): Trigger[] {
  return rows.flatMap((row) => {
    const trigger = readTrigger(row, lanes, tell);
    if (trigger === undefined) return [];
    const example = row.cell('example');
    if (triggersTouched([{ ...trigger, actions: [] }], trigger.lane ?? '', parseSmtpReply(example)).length === 0) {
      tell(row.line, `its example "${example}" does not touch it`);
    }
    return [trigger];
  });
}

function readTrigger({ line, cell }: Row, lanes: ReadonlyMap<string, LaneShape>, tell: Tell): Trigger | undefined {
  const read = <Value>(column: string, reader: (cell: string) => Value | undefined, advice: string) => {
    const value = reader(cell(column));
    if (value === undefined) tell(line, `${column} "${cell(column)}": ${advice}`);
    return value;
  };
  const lane = read(
    'trigger',
    (word) => (word === '*' || lanes.has(word) ? word : undefined),
    'write the name of a lane, or *',
  );
  const isCode = read('code', codeTest, 'write *, 4, 451, 450-452, or several with commas');
  const isEnhanced = read('enhanced', enhancedTest, 'write *, x.7.28, x.7.* or x.7.500-699');
  const perHour = read('per hour', readCount, 'write how many times an hour, from 1 to 1000');
  const actions = read('action', readActions, actionAdvice);
  const lastsMs = read('for', readDuration, 'write a time such as 10m or 2h, at most 48h');
  const text = cell('text') === '*' ? { ok: true as const, pattern: undefined } : textPattern(cell('text'));
  if (!text.ok) tell(line, `text "${cell('text')}" ${text.reason}`);
  if (!lane || !isCode || !isEnhanced || !perHour || !actions || !lastsMs || !text.ok) return undefined;
  return {
    line,
    lane: lane === '*' ? undefined : lane,
    isCode,
    isEnhanced,
    pattern: text.pattern,
    perHour,
    actions,
    lastsMs,
  };
}

function readCount(cell: string): number | undefined {
  return /^[1-9]\d{0,2}$|^1000$/.test(cell) ? Number(cell) : undefined;
}

const actionAdvice =
  'write suspend, restart, fewer-connections, ignore, connections 1, letters-per-connection 2, rate 10/min, or several with commas';

function readActions(cell: string): readonly Action[] | undefined {
  const actions = cell.split(',').map((word) => readAction(word.trim()));
  const read = actions.filter((action) => action !== undefined);
  return read.length === actions.length ? read : undefined;
}

function readAction(word: string): Action | undefined {
  if (word === 'suspend' || word === 'restart' || word === 'fewer-connections' || word === 'ignore')
    return { kind: word };
  const [, kind, most] = /^(connections|letters-per-connection) ([1-9]\d{0,2})$/.exec(word) ?? [];
  if (kind === 'connections' || kind === 'letters-per-connection') return { kind, most: Number(most) };
  const [, letters, unit] = /^rate ([1-9]\d{0,5})\/(s|min)$/.exec(word) ?? [];
  return letters === undefined ? undefined : { kind: 'rate', perSecond: Number(letters) / (unit === 'min' ? 60 : 1) };
}

const longestMs = 48 * 3_600_000;

function readDuration(cell: string): number | undefined {
  const [, amount, unit] = /^([1-9]\d{0,3})(m|h)$/.exec(cell) ?? [];
  const lastsMs = Number(amount) * (unit === 'h' ? 3_600_000 : 60_000);
  return lastsMs > 0 && lastsMs <= longestMs ? lastsMs : undefined;
}
