import { UsageError } from './errors.ts';

/** An option's value where only some words are understood; a UsageError names them. */
export function oneOf<Word extends string>(name: string, text: string, words: readonly Word[]): Word {
  const word = words.find((known) => known === text);
  if (word === undefined) throw new UsageError(`--${name} is "${text}"; write one of ${words.join(', ')}.`);
  return word;
}
