import { marks } from './marks.ts';

/** An attribute's value as a person reads it. */
export function readValue(written: string): string {
  return outsideOfFields(written, (text) =>
    text
      .replaceAll('&quot;', '"')
      .replaceAll('&#39;', "'")
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&amp;', '&'),
  );
}

/** What a person typed, as it stands between double quotes. */
export function writeValue(typed: string): string {
  return outsideOfFields(typed, (text) =>
    text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
  );
}

function outsideOfFields(text: string, change: (text: string) => string): string {
  return marks(text)
    .map((mark) => (mark.kind === 'field' ? mark.text : change(mark.text)))
    .join('');
}
