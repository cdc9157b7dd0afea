import type { Image } from '../api/generated/operations.ts';

/** A picture as it is written into a source, with the words that stand for it: MJML's own tag, or HTML's. */
export function pictureTag(
  { url, width }: Pick<Image, 'url' | 'width'>,
  kind: 'mjml' | 'html' | 'text',
  words: string,
): string {
  const shown = Math.min(width, 600);
  const alt = inQuotes(words);
  switch (kind) {
    case 'mjml':
      return `<mj-image src="${url}" width="${shown}px" alt="${alt}" />`;
    case 'html':
      return `<img src="${url}" width="${shown}" style="max-width:100%;height:auto" alt="${alt}">`;
    case 'text':
      return words === '' ? url : `${words}: ${url}`;
  }
}

/** Nothing in it ends the quotes, begins a tag or is taken for a placeholder. */
function inQuotes(words: string): string {
  return words
    .replaceAll('&', '&amp;')
    .replaceAll('"', '&quot;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('{', '&#123;');
}
