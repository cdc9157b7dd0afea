import { readFileSync } from 'node:fs';

/**
 * Whether an answer's own words begin with a line that is nothing but STOP, 停止 or another of `stop-words.tsv`, in whatever width and case and
 * whatever punctuation. Own is what is neither quoted nor the line that introduces a quotation; below a signature nothing is.
 */
export function saysStop(text: string): boolean {
  const lines = text.split(/\r\n|\r|\n/).map((line) =>
    line
      .normalize('NFKC')
      .replace(/[\s\p{Cf}]+/gu, ' ')
      .trim(),
  );
  for (let at = 0; at < lines.length; ) {
    const line = lines[at] ?? '';
    if (line === '' || isQuoted(line)) at += 1;
    else if (stopWords.has(wordOf(line))) return true;
    else if (introducesQuotation(lines, at)) at = endOfParagraph(lines, at);
    else return false;
  }
  return false;
}

const stopWords: ReadonlySet<string> = new Set(
  readFileSync(new URL('./stop-words.tsv', import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t', 1)[0] ?? ''),
);

/** A line without white space, and without the quotation marks and full stops around it. */
function wordOf(line: string): string {
  return line
    .toLowerCase()
    .replace(/^[\s\p{P}\p{S}]+|[\s\p{P}\p{S}]+$/gu, '')
    .replaceAll(' ', '');
}

function isQuoted(line: string): boolean {
  return line.startsWith('>');
}

/** "On Thursday Hikyaku wrote:", over as many lines as it takes, and then what was written. */
function introducesQuotation(lines: readonly string[], at: number): boolean {
  const end = endOfParagraph(lines, at);
  const next = lines.slice(end).find((line) => line !== '') ?? '';
  return isQuoted(next) && (lines[end - 1] ?? '').endsWith(':');
}

function endOfParagraph(lines: readonly string[], at: number): number {
  const end = lines.findIndex((line, place) => place > at && (line === '' || isQuoted(line)));
  return end < 0 ? lines.length : end;
}
