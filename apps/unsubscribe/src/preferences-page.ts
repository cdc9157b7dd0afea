import { publicId } from '@hikyaku/database';
import type { Preferences } from '@hikyaku/suppression';
import type { Locale } from './choose-locale.ts';
import { clip } from './clip.ts';
import { preferencesWords } from './preferences-words.ts';
import { paces, snoozeDays } from './read-preferences.ts';
import { words } from './words.ts';

/** What has just happened, said above the choices. */
export type Said =
  | { kind: 'lists'; lists: readonly string[] }
  | { kind: 'snooze'; until: Date }
  | { kind: 'fewer'; most: number; days: number }
  | {
      kind:
        | 'everything'
        | 'rejoin'
        | 'often'
        | 'endSnooze'
        | 'endFewer'
        | 'nothing'
        | 'undone'
        | 'over'
        | 'malformed'
        | 'tooLong';
    };

/** What was just done, whether a letter was on its way meanwhile, and the nonce that takes it back. */
export type Told = { said?: Said; onItsWay?: boolean; nonce?: string };

/** The preference page: where the person stands, and what was just done. */
export type PreferencesShown = { preferences: Preferences; now: Date } & Told;

/** At most so many lists on a page, to keep it small (WEB-12); the next ones move up as others are stopped. */
const mostShown = 20;
const mostLeftShown = 10;

/** Chooses the words of the page (pure). */
export function preferencesPage({ preferences, now, said, onItsWay, nonce }: PreferencesShown, locale: Locale) {
  const told = preferencesWords[locale];
  const sender = clip(preferences.senderName);
  const { lists, everything, snoozedUntil, fewer, timeZone } = preferences;
  const coming = everything === 'comes' ? lists.filter(({ state }) => state !== 'left') : [];
  const left = everything === 'lasting' ? [] : lists.filter(({ state }) => state === 'left');
  const dated = (at: Date) => date(at, timeZone, locale);
  return {
    heading: told.heading,
    lead: put(told.lead, { sender }),
    said: said && sentence(said, timeZone, locale),
    onItsWay: onItsWay ? told.said.onItsWay : undefined,
    undo: nonce === undefined ? undefined : { nonce, ...told.undo },
    label: words[locale].facts,
    email: preferences.maskedEmail,
    sender,
    stopped: everything === 'comes' ? undefined : put(told.everything[everything], { sender }),
    lists:
      coming.length === 0
        ? undefined
        : { ...told.lists, items: coming.slice(0, mostShown).map(shownList(told.lists.pending)) },
    more: coming.length > mostShown ? put(told.lists.more, { count: String(coming.length - mostShown) }) : undefined,
    none: everything === 'comes' && coming.length === 0 ? told.lists.none : undefined,
    left: left.length === 0 ? undefined : { ...told.left, items: left.slice(0, mostLeftShown).map(shownList('')) },
    snooze:
      coming.length === 0
        ? undefined
        : {
            ...told.snooze,
            standing: snoozedUntil && put(told.snooze.standing, { date: dated(snoozedUntil) }),
            options: snoozeDays.map((days) => ({
              value: days,
              name: put(told.snooze.until, { date: dated(new Date(now.getTime() + days * 86_400_000)) }),
            })),
          },
    fewer:
      coming.length === 0
        ? undefined
        : {
            ...told.fewer,
            options: [
              ...paces.map((pace) => ({
                value: `${pace.most}/${pace.days}`,
                name: paceName(pace, locale),
                selected: pace.most === fewer?.most && pace.days === fewer.days,
              })),
              { value: 'any', name: told.fewer.any, selected: fewer === null },
            ],
            standing: fewer && paceName(fewer, locale),
          },
    everything: coming.length === 0 ? undefined : told.everything,
  };
}

function shownList(pending: string) {
  return ({ id, name, state }: Preferences['lists'][number]) => ({
    id: publicId('list', id),
    name: clip(name, 60),
    pending: state === 'pending' ? pending : undefined,
  });
}

function sentence(said: Said, timeZone: string, locale: Locale): string {
  const told = preferencesWords[locale];
  if (said.kind === 'lists') {
    const list = said.lists.map((name) => put(told.quote, { name: clip(name, 60) })).join(told.separator);
    return put(told.said.lists, { list });
  }
  if (said.kind === 'snooze') return put(told.said.snooze, { date: date(said.until, timeZone, locale) });
  if (said.kind === 'fewer') return put(told.said.fewer, { pace: paceName(said, locale) });
  return told.said[said.kind];
}

function paceName({ most, days }: { most: number; days: number }, locale: Locale): string {
  const { paces: names, other } = preferencesWords[locale].fewer;
  const known = Object.entries(names).find(([pace]) => pace === `${most}/${days}`);
  return known?.[1] ?? put(other, { most: String(most), days: String(days) });
}

/** A day as people write it, where the sender lives. */
function date(at: Date, timeZone: string, locale: Locale): string {
  const tongue = locale === 'ja' ? 'ja-JP' : 'en-GB';
  return new Intl.DateTimeFormat(tongue, { year: 'numeric', month: 'long', day: 'numeric', timeZone }).format(at);
}

function put(sentence: string, values: Readonly<Record<string, string>>): string {
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}
