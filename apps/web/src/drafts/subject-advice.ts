/** What to think about in a subject or preheader; widths are in columns, of which a full-width letter takes two. */
export type Advice =
  | { kind: 'fits'; width: number }
  | { kind: 'cut'; width: number; shown: string }
  | { kind: 'emoji'; count: number }
  | { kind: 'odd'; letters: string }
  | { kind: 'loud' }
  | { kind: 'reply' }
  | { kind: 'empty' }
  | { kind: 'repeats' };

/** Columns that a phone shows of each in its list of letters, portrait, as common mail programs do it. */
const seen = { subject: 40, preheader: 90 } as const;

/** What to think about in a subject, as the reader sees it. */
export function subjectAdvice(subject: string): Advice[] {
  const text = subject.trim();
  if (text === '') return [{ kind: 'empty' }];
  const emoji = letters(text).filter(isEmoji).length;
  const odd = [...new Set(letters(text).filter(isOdd))].join('');
  return [
    ...fit(text, seen.subject),
    ...(emoji > 1 ? [{ kind: 'emoji' as const, count: emoji }] : []),
    ...(odd === '' ? [] : [{ kind: 'odd' as const, letters: odd }]),
    ...(isLoud(text) ? [{ kind: 'loud' as const }] : []),
    ...(/^(?:re|fwd?)\s*[:：]/i.test(text) ? [{ kind: 'reply' as const }] : []),
  ];
}

/** What to think about in a preheader beside its subject. */
export function preheaderAdvice(preheader: string, subject: string): Advice[] {
  const text = preheader.trim();
  if (text === '') return [{ kind: 'empty' }];
  if (text === subject.trim()) return [{ kind: 'repeats' }];
  return fit(text, seen.preheader);
}

/** How many columns a text takes: full-width letters and emoji take two. */
export function widthOf(text: string): number {
  return letters(text).reduce((sum, letter) => sum + (isWide(letter) ? 2 : 1), 0);
}

function fit(text: string, most: number): Advice[] {
  const width = widthOf(text);
  if (width <= most) return [{ kind: 'fits', width }];
  let shown = '';
  for (const letter of letters(text)) {
    if (widthOf(shown + letter) > most) break;
    shown += letter;
  }
  return [{ kind: 'cut', width, shown }];
}

const segmenter = new Intl.Segmenter('ja', { granularity: 'grapheme' });

function letters(text: string): string[] {
  return [...segmenter.segment(text)].map(({ segment }) => segment);
}

function isEmoji(letter: string): boolean {
  return /\p{Emoji_Presentation}|\p{Extended_Pictographic}\uFE0F|\p{Regional_Indicator}/u.test(letter);
}

function isWide(letter: string): boolean {
  return (
    isEmoji(letter) ||
    /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\u3000-\u303f\u3200-\u33ff\uff01-\uff60\uffe0-\uffe6]/u.test(
      letter,
    ) !== /[\uff61-\uff9f]/.test(letter)
  );
}

/** Circled numbers, units in one letter, half-width kana: in old Japanese mail programs they come out as something else. */
function isOdd(letter: string): boolean {
  return /[\u2460-\u24ff\u3220-\u33ff\u2160-\u217f\uff61-\uff9f]/.test(letter);
}

function isLoud(text: string): boolean {
  const words = text.match(/\p{Lu}{4,}/gu) ?? [];
  return /[!！]{2,}/.test(text) || words.length >= 3;
}
