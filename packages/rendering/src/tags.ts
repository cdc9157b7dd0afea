/** One `{{…}}` as it stands in a source: where, and what it does. */
export type Tag = {
  text: string;
  start: number;
  end: number;
  kind: 'comment' | 'open' | 'else' | 'close' | 'partial' | 'value';
  /** The first word: `if` in `{{#if x}}` and in `{{/if}}`. */
  name: string;
};

// Strings and [segments] may hold braces, so they are read as wholes.
const tagPattern = /\{\{(?:~?!--[\s\S]*?--~?|~?![^}]*|(?:"[^"]*"|'[^']*'|\[[^\]]*\]|[^"'[\]{}])*)\}\}/g;
const headPattern = /^\{\{~?\s*(#>|[#/^>!&*]|else\b)?\s*([^\s~}()]*)/;

/** Finds every Handlebars tag in a source, in order. */
export function findTags(source: string): Tag[] {
  return Array.from(source.matchAll(tagPattern), (match) => {
    const [text] = match;
    const [, sign = '', word = ''] = headPattern.exec(text) ?? [];
    return { text, start: match.index, end: match.index + text.length, kind: kindOf(sign, word), name: word };
  });
}

/** True for tags that steer what follows instead of printing something. */
export function isBlockTag(tag: Tag): boolean {
  return tag.kind === 'open' || tag.kind === 'else' || tag.kind === 'close';
}

function kindOf(sign: string, word: string): Tag['kind'] {
  if (sign === '!') return 'comment';
  if (sign === '#' || sign === '#>') return 'open';
  if (sign === '/') return 'close';
  if (sign === 'else') return 'else';
  if (sign === '^') return word === '' ? 'else' : 'open';
  if (sign === '>') return 'partial';
  return 'value';
}
