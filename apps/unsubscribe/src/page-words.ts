import type { PersonOnList } from '@hikyaku/suppression';
import type { Locale } from './choose-locale.ts';
import { clip } from './clip.ts';
import type { Holder, Page } from './page.ts';
import { preferencesPage } from './preferences-page.ts';
import { preferencesWords } from './preferences-words.ts';
import type { Scope } from './read-answer.ts';
import { fill, words } from './words.ts';

/** What a view is filled with; a view takes what it has a place for. */
export type PageWords = { heading: string } & Readonly<Record<string, unknown>>;

/** Chooses the words of a page (pure): the views only lay them out. */
export function pageWords(page: Page, locale: Locale): PageWords {
  const { choose, done, onItsWay, recorded, inert, unknown, busy, unavailable, home } = words[locale];
  switch (page.name) {
    case 'choose':
      return {
        ...standing(page.holder, locale),
        ...facts(page.holder, locale),
        choices: choicesLeft(page.holder.stopped, page.holder, locale),
        note: page.note === undefined ? undefined : choose[page.note],
      };
    case 'done':
    case 'on-its-way':
      return {
        heading: page.name === 'done' ? done.heading : onItsWay.heading,
        lead: fill(done[page.scope], names(page.holder, locale)),
        note: onItsWay.note,
        undo: page.nonce === undefined ? undefined : { nonce: page.nonce, ...preferencesWords[locale].undo },
        ...facts(page.holder, locale),
        further: done.further,
        choices: choicesLeft({ list: true, marketing: page.scope === 'marketing' }, page.holder, locale),
      };
    case 'undone':
      return {
        ...words[locale].undone[page.outcome],
        ...facts(page.holder, locale),
        choices: choicesLeft(page.holder.stopped, page.holder, locale),
      };
    case 'preferences':
      return preferencesPage(page, locale);
    case 'expired':
      return preferencesWords[locale].expired;
    case 'unavailable':
      return { ...unavailable, scope: page.scope };
    case 'recorded':
      return recorded;
    case 'inert':
      return inert;
    case 'unknown':
      return unknown;
    case 'busy':
      return busy;
    case 'home':
      return { ...home, problem: page.wrong ? home.wrong : undefined };
    case 'asked':
      return words[locale].asked;
    case 'asked-often':
      return words[locale].askedOften;
    case 'confirm':
      return confirmWords(page.person, page.confirmed, locale);
  }
}

function confirmWords(person: PersonOnList, confirmed: boolean, locale: Locale) {
  const { confirm } = words[locale];
  const outcome = !confirmed ? confirm.ask : person.stopped ? confirm.stopped : confirm.done;
  const holder = { ...person, stopped: { list: false, marketing: false } };
  return {
    heading: outcome.heading,
    lead: fill(outcome.lead, names(holder, locale)),
    button: confirmed ? undefined : confirm.button,
    ...facts(holder, locale),
  };
}

function standing(holder: Holder, locale: Locale): { heading: string; lead: string } {
  const { choose } = words[locale];
  const { stopped } = holder;
  if (stopped.marketing) {
    return { heading: choose.marketingHeading, lead: fill(choose.marketingStopped, names(holder, locale)) };
  }
  if (stopped.list && holder.listName !== null) {
    return { heading: choose.listHeading, lead: fill(choose.listStopped, names(holder, locale)) };
  }
  return { heading: choose.heading, lead: choose.lead };
}

function facts(holder: Holder, locale: Locale) {
  const { list, sender } = names(holder, locale);
  return {
    label: words[locale].facts,
    email: holder.maskedEmail,
    list: holder.listName === null ? undefined : list,
    sender: holder.senderName === null ? undefined : sender,
  };
}

function choicesLeft(stopped: Record<Scope, boolean>, holder: Holder, locale: Locale) {
  const scopes: Scope[] = holder.listName === null ? ['marketing'] : ['list', 'marketing'];
  return scopes
    .filter((scope) => !stopped[scope])
    .map((scope) => {
      const { button, explanation } = words[locale].choices[scope];
      return { scope, button, explanation: fill(explanation, names(holder, locale)) };
    });
}

function names(holder: Holder, locale: Locale): { list: string; sender: string } {
  const { everything, thisSender } = words[locale].facts;
  return { list: clip(holder.listName ?? everything), sender: clip(holder.senderName ?? thisSender) };
}
