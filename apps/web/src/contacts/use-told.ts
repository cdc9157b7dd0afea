import type { StoryEntry } from '../api/generated/operations.ts';
import { reasonWords } from '../campaigns/book-words.ts';
import { useWords } from '../language/language.tsx';
import { words as stopWords } from './stop-words.ts';
import { words } from './story-words.ts';
import { words as about } from './words.ts';

/** What an entry of a story says: a sentence, and the facts below it. */
export type ToldEntry = { title: string; notes: string[] };

/** Tells an entry in the reader's language; a word that no table knows is shown as it is. */
export function useTold(entry: StoryEntry): ToldEntry {
  const say = useWords(words);
  const { scopes, bases } = useWords(about);
  const { sources, channels, reasons: noReasons, stops } = useWords(stopWords);
  const reasons = useWords(reasonWords);
  const { kind, letter, campaign, list } = entry;
  if (letter !== null) {
    const attempts = letter.attempts > 1 ? say.attempts(letter.attempts) : '';
    const notes = [attempts, say.states[letter.state], worded(reasons, letter.reason ?? '')];
    return { title: campaign === null ? say.transactional : say.letter(campaign.name), notes: full(notes) };
  }
  const fact = factsOf(entry);
  const wide = { ...scopes, snooze: stops.snoozed, fewer: stops['fewer-letters'] };
  const scope = worded(wide, fact('scope'));
  const title = say.kinds[kind]?.({
    list: list?.name ?? say.everyList,
    scope: fact('scope') === 'list' && list !== null ? `${scope}: ${list.name}` : scope,
    by: fact('by'),
    imported: fact('import') !== '',
  });
  const notes: Readonly<Record<string, () => string[]>> = {
    subscribed: () => [Object.entries(bases).find(([name]) => name === fact('basis'))?.[1].name ?? '', fact('source')],
    suppressed: () => [
      worded(sources, fact('source')),
      worded(channels, fact('channel')),
      worded(noReasons, fact('reason')),
      fact('operator') || fact('by'),
    ],
    left: () => [worded(sources, fact('source'))],
    lifted: () => [say.said(fact('reason'))],
  };
  const others = () => [
    worded(reasons, fact('reason')),
    fact('reply'),
    campaign === null ? '' : say.letter(campaign.name),
  ];
  return { title: title ?? kind, notes: full((notes[kind] ?? others)()) };
}

function factsOf({ details }: StoryEntry): (name: string) => string {
  return (name) => {
    const value = details[name];
    return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  };
}

function worded(table: Readonly<Record<string, string>>, word: string): string {
  return table[word] ?? word;
}

function full(notes: readonly string[]): string[] {
  return notes.filter((note) => note !== '');
}
