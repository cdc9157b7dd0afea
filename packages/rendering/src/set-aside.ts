import { findTags, type Tag } from './tags.ts';

/** A source whose tags are replaced by plain words that other tools leave alone, and the way back. */
export type SetAside = {
  text: string;
  tags: readonly Tag[];
  /** The tag that a word stands for. */
  tagOf: (word: string) => Tag | undefined;
  /** Matches the words; global. */
  words: RegExp;
  restore: (text: string) => string;
  /** The tags whose words a text no longer holds. */
  lostIn: (text: string) => Tag[];
};

/** Replaces each tag by a word of its own: lower case, no white space, never found in the source itself. */
export function setAside(source: string): SetAside {
  let prefix = 'hky';
  while (source.toLowerCase().includes(prefix)) prefix += 'q';
  const tags = findTags(source);
  let text = '';
  let end = 0;
  for (const [number, tag] of tags.entries()) {
    text += `${source.slice(end, tag.start)}${prefix}${number}z`;
    end = tag.end;
  }
  text += source.slice(end);
  const words = new RegExp(`${prefix}(\\d+)z`, 'g');
  const tagOf = (word: string) => tags[Number(word.slice(prefix.length, -1))];
  return {
    text,
    tags,
    tagOf,
    words,
    restore: (changed) => changed.replace(words, (word) => tagOf(word)?.text ?? word),
    lostIn: (changed) => tags.filter((_, number) => !changed.includes(`${prefix}${number}z`)),
  };
}
