const opening = '=?UTF-8?B?';
const closing = '?=';
const longestEncodedWord = 75;

/**
 * A text as RFC 2047 encoded-words of at most 75 characters, the first at most `firstRoom`. They part between graphemes,
 * so that no letter loses its accent nor an emoji its family; only a grapheme too long for one word is cut, between
 * code points. Lone surrogates become U+FFFD, as always in UTF-8.
 */
export function encodedWords(text: string, firstRoom: number = longestEncodedWord): string[] {
  const words: string[] = [];
  let held = '';
  let heldBytes = 0;
  let capacity = capacityBytes(firstRoom);
  for (const piece of pieces(text)) {
    const pieceBytes = Buffer.byteLength(piece);
    if (heldBytes + pieceBytes > capacity && (held !== '' || capacity < largestCapacity)) {
      if (held !== '') words.push(encodedWord(held));
      held = '';
      heldBytes = 0;
      capacity = largestCapacity;
    }
    held += piece;
    heldBytes += pieceBytes;
  }
  if (held !== '') words.push(encodedWord(held));
  return words;
}

function encodedWord(text: string): string {
  return opening + Buffer.from(text, 'utf8').toString('base64') + closing;
}

/** Bytes that fit an encoded-word of so many characters: base64 writes four characters for three bytes. */
function capacityBytes(characters: number): number {
  const room = Math.min(characters, longestEncodedWord) - opening.length - closing.length;
  return Math.max(0, Math.floor(room / 4) * 3);
}

const largestCapacity = capacityBytes(longestEncodedWord);
const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

function* pieces(text: string): Generator<string> {
  for (const { segment } of graphemes.segment(text)) {
    if (Buffer.byteLength(segment) <= largestCapacity) yield segment;
    else yield* segment;
  }
}
