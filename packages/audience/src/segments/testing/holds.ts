import { parseId } from '@hikyaku/database';
import type { Rule } from '../rule.ts';
import type { Asked } from '../rule-sql.ts';
import type { Person, Place, Standing } from './crowd.ts';

/** Whether a rule holds somebody, read straight from what they were made of: the same rules as the SQL's, told in another language. */
export function holds(rule: Rule, someone: Person, place: Place, asked: Asked): boolean {
  const value = (field: string) => (field === 'email' ? someone.email : String(someone.fields[field] ?? ''));
  switch (rule.kind) {
    case 'all':
      return rule.of.every((inner) => holds(inner, someone, place, asked));
    case 'any':
      return rule.of.some((inner) => holds(inner, someone, place, asked));
    case 'text': {
      const [held, sought] = [value(rule.field), rule.value].map((text) => text.normalize('NFKC').toLowerCase());
      if (held === undefined || sought === undefined) return false;
      return {
        equal: held === sought,
        'not-equal': held !== sought,
        contains: held.includes(sought),
        'not-contains': !held.includes(sought),
        'begins-with': held.startsWith(sought),
      }[rule.is];
    }
    case 'filled':
      return (value(rule.field) !== '') === rule.is;
    case 'number': {
      const number = numberIn(value(rule.field));
      return {
        equal: number === rule.value,
        above: number > rule.value,
        'at-least': number >= rule.value,
        below: number < rule.value,
        'at-most': number <= rule.value,
      }[rule.is];
    }
    case 'date': {
      const day = dayIn(value(rule.field));
      if (day === undefined) return false;
      return { on: day === rule.value, before: day < rule.value, after: day > rule.value }[rule.is];
    }
    case 'date-within': {
      const day = dayIn(value(rule.field));
      if (day === undefined) return false;
      const ago = (Date.parse(dayOf(asked.at, asked.timeZone)) - ordinal(day)) / 86_400_000;
      return rule.is === 'past' ? ago >= 0 && ago <= rule.days : ago <= 0 && -ago <= rule.days;
    }
    case 'list': {
      const standings = onLists(someone, place, rule.list).map(({ standing }) => standing);
      const some = (...which: Standing[]) => standings.some((standing) => which.includes(standing));
      return {
        active: some('active', 'confirmed-again', 'rejoined'),
        'not-active': !some('active', 'confirmed-again', 'rejoined'),
        pending: some('pending'),
        left: some('left', 'left-pending'),
        never: standings.length === 0,
      }[rule.is];
    }
    case 'joined':
      return onLists(someone, place, rule.list).some(({ joinedAt }) => {
        const day = dayOf(joinedAt, asked.timeZone);
        return rule.is === 'before' ? day < rule.value : day > rule.value;
      });
    case 'joined-within':
      return onLists(someone, place, rule.list).some(
        ({ joinedAt }) => asked.at.getTime() - joinedAt.getTime() < rule.days * 86_400_000,
      );
    case 'letter': {
      const state = someone.letters.at(-1) ?? 'none';
      const waiting = ['queued', 'attempting', 'deferred'].includes(state);
      return rule.is.some((fate) => fate === (waiting ? 'waiting' : state));
    }
  }
}

function onLists(someone: Person, place: Place, list: string | null) {
  return someone.lists.filter(
    ({ standing }, i) => standing !== 'none' && (list === null || parseId('list', list) === place.lists[i]),
  );
}

/** No number is neither more nor less than any. */
function numberIn(text: string): number {
  const plain = text.normalize('NFKC').trim();
  if (!/^[-+]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?$/.test(plain)) return Number.NaN;
  return Number(plain.replaceAll(',', ''));
}

function dayIn(text: string): string | undefined {
  const [, year, month = 0, day = 0] =
    /^(\d{4})[-/年](\d{1,2})[-/月](\d{1,2})(?!\d)/.exec(text.normalize('NFKC')) ?? [];
  if (year === undefined || Number(month) < 1 || Number(month) > 12 || Number(day) < 1 || Number(day) > 31)
    return undefined;
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** When a day begins; one that no calendar has comes after the last of its month and before the first of the next. */
function ordinal(day: string): number {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  const begins = new Date(Date.UTC(year, month - 1, date));
  return begins.getUTCMonth() === month - 1 ? begins.getTime() : Date.UTC(year, month, 1) - 43_200_000;
}

function dayOf(moment: Date, timeZone: string): string {
  return moment.toLocaleDateString('sv-SE', { timeZone });
}
