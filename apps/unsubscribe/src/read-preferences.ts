import { parseId } from '@hikyaku/database';
import { formFields } from './form-fields.ts';

/** For how many days a pause may be asked for on the page. */
export const snoozeDays = [14, 30, 91, 182] as const;

/** How few newsletters may be asked for on the page: so many in so many days. */
export const paces = [
  { most: 1, days: 7 },
  { most: 2, days: 30 },
  { most: 1, days: 30 },
] as const;

/** What somebody asks for on the preference page; `neither` is nothing that the page offers. */
export type PreferencesAnswer =
  | { kind: 'lists'; stop: string[] }
  | { kind: 'snooze'; days: number }
  | { kind: 'fewer'; most: number; days: number }
  | { kind: 'end'; scope: 'snooze' | 'fewer' }
  | { kind: 'everything' }
  | { kind: 'rejoin'; listId: string }
  | { kind: 'link' }
  | { kind: 'undo'; nonce: string }
  | { kind: 'neither' };

/** Reads a submitted preference page. A list is left when it was shown and is not kept, so that one that was not shown stays. */
export function readPreferences(contentType: string | undefined, body: Buffer): PreferencesAnswer {
  const fields = formFields(contentType, body);
  const nonce = fields.get('undo');
  if (nonce !== undefined) return { kind: 'undo', nonce };
  switch (fields.get('do') ?? '') {
    case 'lists':
      return {
        kind: 'lists',
        stop: listsNamed(fields, 'shown-').filter((id) => !listsNamed(fields, 'keep-').includes(id)),
      };
    case 'snooze':
      return readSnooze(fields.get('days') ?? '');
    case 'fewer':
      return readPace(fields.get('pace') ?? '');
    case 'end-snooze':
      return { kind: 'end', scope: 'snooze' };
    case 'everything':
      return { kind: 'everything' };
    case 'rejoin':
      return readRejoin(fields.get('list') ?? '');
    case 'link':
      return { kind: 'link' };
    default:
      return neither;
  }
}

const neither = { kind: 'neither' } as const;

function listsNamed(fields: ReadonlyMap<string, string>, prefix: string): string[] {
  return [...fields.keys()].flatMap((name) => {
    const id = name.startsWith(prefix) ? parseId('list', name.slice(prefix.length)) : undefined;
    return id === undefined ? [] : [id];
  });
}

function readSnooze(text: string): PreferencesAnswer {
  const days = snoozeDays.find((known) => String(known) === text);
  return days === undefined ? neither : { kind: 'snooze', days };
}

function readPace(text: string): PreferencesAnswer {
  if (text === 'any') return { kind: 'end', scope: 'fewer' };
  const pace = paces.find(({ most, days }) => `${most}/${days}` === text);
  return pace === undefined ? neither : { kind: 'fewer', ...pace };
}

function readRejoin(text: string): PreferencesAnswer {
  const listId = parseId('list', text);
  return listId === undefined ? neither : { kind: 'rejoin', listId };
}
