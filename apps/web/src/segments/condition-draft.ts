import type { SegmentCondition } from '../api/generated/operations.ts';

type Kind<Name extends SegmentCondition['kind']> = Extract<SegmentCondition, { kind: Name }>;

/** What a condition is about. */
export const subjects = ['field', 'list', 'joined', 'letter'] as const;
/** One of them. */
export type Subject = (typeof subjects)[number];

/** What can be asked of a field: its text, whether there is one, the number or the day that it is. */
export const asks = [
  'equal',
  'not-equal',
  'contains',
  'not-contains',
  'begins-with',
  'filled',
  'not-filled',
  'number-equal',
  'above',
  'at-least',
  'below',
  'at-most',
  'on',
  'before',
  'after',
  'past',
  'coming',
] as const;
/** One of them. */
export type Ask = (typeof asks)[number];

/** What somebody can be to a list. */
export const standings = ['active', 'not-active', 'pending', 'left', 'never'] as const;
/** One of them. */
export type Standing = (typeof standings)[number];

/** What can have become of a letter. */
export const fates = ['accepted', 'bounced', 'withheld', 'failed', 'uncertain', 'waiting', 'none'] as const;
/** One of them. */
export type Fate = (typeof fates)[number];

/** A condition as it is edited. What was written for one subject stays while another is tried. */
export type Row = {
  key: string;
  about: Subject;
  field: string;
  ask: Ask;
  value: string;
  /** '' for any list. */
  list: string;
  standing: Standing;
  joined: 'before' | 'after' | 'within';
  campaign: string;
  letters: readonly Fate[];
};

/** What a row or a group still lacks. */
export type Wrong = 'field' | 'value' | 'number' | 'day' | 'days' | 'campaign' | 'letters' | 'empty';

/** Which kind of value a field's question takes. */
export function valueKind(ask: Ask): 'text' | 'none' | 'number' | 'day' | 'days' {
  if (ask === 'filled' || ask === 'not-filled') return 'none';
  if (ask === 'number-equal' || ask === 'above' || ask === 'at-least' || ask === 'below' || ask === 'at-most')
    return 'number';
  if (ask === 'on' || ask === 'before' || ask === 'after') return 'day';
  return ask === 'past' || ask === 'coming' ? 'days' : 'text';
}

/** A row as the API takes it, or what it lacks. */
export function conditionOf(row: Row): { condition: SegmentCondition } | { wrong: Wrong } {
  const list = row.list === '' ? null : row.list;
  switch (row.about) {
    case 'field':
      return fieldCondition(row);
    case 'list':
      return { condition: { kind: 'list', list, is: row.standing } };
    case 'joined': {
      if (row.joined !== 'within') {
        return isDay(row.value)
          ? { condition: { kind: 'joined', list, is: row.joined, value: row.value } }
          : { wrong: 'day' };
      }
      const days = daysIn(row.value);
      return days === undefined ? { wrong: 'days' } : { condition: { kind: 'joined-within', list, days } };
    }
    case 'letter':
      if (row.campaign === '') return { wrong: 'campaign' };
      if (row.letters.length === 0) return { wrong: 'letters' };
      return { condition: { kind: 'letter', campaign: row.campaign, is: row.letters } };
  }
}

function fieldCondition({ field: written, ask, value }: Row): { condition: SegmentCondition } | { wrong: Wrong } {
  const field = written.trim();
  if (field === '') return { wrong: 'field' };
  switch (ask) {
    case 'equal':
    case 'not-equal':
    case 'contains':
    case 'not-contains':
    case 'begins-with':
      return value === '' ? { wrong: 'value' } : { condition: { kind: 'text', field, is: ask, value } };
    case 'filled':
    case 'not-filled':
      return { condition: { kind: 'filled', field, is: ask === 'filled' } };
    case 'number-equal':
    case 'above':
    case 'at-least':
    case 'below':
    case 'at-most': {
      const number = Number(value.normalize('NFKC').trim() || Number.NaN);
      if (!Number.isFinite(number)) return { wrong: 'number' };
      return { condition: { kind: 'number', field, is: ask === 'number-equal' ? 'equal' : ask, value: number } };
    }
    case 'on':
    case 'before':
    case 'after':
      return isDay(value) ? { condition: { kind: 'date', field, is: ask, value } } : { wrong: 'day' };
    case 'past':
    case 'coming': {
      const days = daysIn(value);
      return days === undefined ? { wrong: 'days' } : { condition: { kind: 'date-within', field, is: ask, days } };
    }
  }
}

function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text);
}

function daysIn(text: string): number | undefined {
  const plain = text.normalize('NFKC').trim();
  return /^\d{1,5}$/.test(plain) && Number(plain) <= 36_500 ? Number(plain) : undefined;
}

/** A condition of the API as it is edited. */
export function rowOf(condition: SegmentCondition): Row {
  const empty: Row = {
    key: crypto.randomUUID(),
    about: 'field',
    field: '',
    ask: 'equal',
    value: '',
    list: '',
    standing: 'active',
    joined: 'within',
    campaign: '',
    letters: ['accepted'],
  };
  return { ...empty, ...written(condition) };
}

function written(condition: SegmentCondition): Partial<Row> {
  switch (condition.kind) {
    case 'text':
      return { field: condition.field, ask: condition.is, value: condition.value };
    case 'filled':
      return { field: condition.field, ask: condition.is ? 'filled' : 'not-filled' };
    case 'number':
      return { field: condition.field, ask: numberAsk(condition.is), value: String(condition.value) };
    case 'date':
      return { field: condition.field, ask: condition.is, value: condition.value };
    case 'date-within':
      return { field: condition.field, ask: condition.is, value: String(condition.days) };
    case 'list':
      return { about: 'list', list: condition.list ?? '', standing: condition.is };
    case 'joined':
      return { about: 'joined', list: condition.list ?? '', joined: condition.is, value: condition.value };
    case 'joined-within':
      return { about: 'joined', list: condition.list ?? '', joined: 'within', value: String(condition.days) };
    case 'letter':
      return { about: 'letter', campaign: condition.campaign, letters: condition.is };
  }
}

function numberAsk(is: Kind<'number'>['is']): Ask {
  return is === 'equal' ? 'number-equal' : is;
}
