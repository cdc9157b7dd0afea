/** A pattern of the table ready to be tried, or why it may not be. */
export type TextPattern = { ok: true; pattern: RegExp } | { ok: false; reason: string };

/**
 * Replies are hostile, so a pattern may not repeat: letters, classes, groups, alternatives, and one gap `.{0,40}`. What is left
 * takes at most text × gap × pattern steps, whatever the text.
 */
export function textPattern(source: string): TextPattern {
  const refuse = (reason: string): TextPattern => ({ ok: false, reason });
  if (source !== source.toLowerCase()) return refuse('has capitals: texts are compared in lower case');
  const gaps = source.match(/\.\{0,[1-9]\d?\}/g) ?? [];
  if (gaps.length > 1) return refuse(`has ${gaps.length} gaps: write one row for each`);
  const [repeat] = /(?<!\\)[*+?{]/.exec(source.replace(gaps[0] ?? '', '')) ?? [];
  if (repeat !== undefined) return refuse(`has "${repeat}": nothing may repeat, save one gap such as .{0,40}`);
  try {
    return { ok: true, pattern: new RegExp(source, 'u') };
  } catch (error) {
    return refuse(`is no pattern: ${error instanceof Error ? error.message : String(error)}`);
  }
}

const longestText = 1_000;

/**
 * What patterns are tried on: lower case, at most 1,000 characters, every address in it an `@` alone. An address is chosen by
 * anybody and may read `user.unknown@example.com`.
 */
export function comparable(text: string): string {
  return text.slice(0, longestText).replace(addressLike, withoutAddress).toLowerCase();
}

const addressLike = /[^\s<>()[\]"',;:]+/g;

function withoutAddress(word: string): string {
  return word.includes('@') ? '@' : word;
}
