import { type Attribute, type Mark, marks } from './marks.ts';

/** Stands for a Handlebars tag while words are edited in place: one thing that is deleted or moved as a whole. */
export function fieldChip(field: string): string {
  return `<span data-field="" contenteditable="false">${asText(field)}</span>`;
}

/**
 * HTML as it may be shown in the editor's page: Handlebars as chips, pictures by `pictureOf` (which says where the editor may load one
 * from), and nothing that could act. `isTame` is false where something had to be left out.
 */
export function shownWords(html: string, pictureOf: (address: string) => string): { html: string; isTame: boolean } {
  let isTame = true;
  let silent: string | undefined;
  const shown = marks(html).map((mark) => {
    if (silent !== undefined) {
      if (mark.kind === 'close' && mark.name === silent) silent = undefined;
      return '';
    }
    if (mark.kind === 'field') return fieldChip(mark.text);
    if (mark.kind !== 'open') return mark.text;
    if (acting.has(mark.name) || mark.attributes.some(isActing)) {
      isTame = false;
      if (acting.has(mark.name) && !mark.closed) silent = mark.name;
      return '';
    }
    return mark.name === 'img' ? shownPicture(mark, pictureOf) : mark.text;
  });
  return { html: shown.join(''), isTame };
}

/** The HTML that a browser gives back after words were edited, as it is kept: chips are Handlebars again, pictures have their own address. */
export function keptWords(html: string): string {
  let kept = '';
  let depth = 0;
  for (const mark of marks(html)) {
    if (depth > 0) {
      if (mark.kind === 'open' && mark.name === 'span') depth += 1;
      if (mark.kind === 'close' && mark.name === 'span') depth -= 1;
      if (mark.kind === 'words' || mark.kind === 'field') kept += fromText(mark.text);
    } else if (mark.kind === 'open' && mark.attributes.some(({ name }) => name === 'data-field')) {
      depth = 1;
    } else {
      kept += mark.kind === 'open' ? keptTag(mark) : mark.text;
    }
  }
  return kept;
}

/** Whether two pieces of HTML say the same, tag by tag and word by word. `decode` reads entities, as the browser does. */
export function sameWords(one: string, other: string, decode: (text: string) => string): boolean {
  return said(one, decode) === said(other, decode);
}

const acting = new Set(
  'script style iframe object embed form input button textarea select link meta base svg math'.split(' '),
);

function isActing({ name, value }: Attribute): boolean {
  return name.startsWith('on') || /^\s*javascript:/i.test(value) || name === 'contenteditable' || name === 'data-field';
}

function shownPicture({ text, attributes }: Mark & { kind: 'open' }, pictureOf: (address: string) => string): string {
  const source = attributes.find(({ name }) => name === 'src');
  if (source === undefined) return text;
  const began = text.slice(0, source.from);
  const quote = /["']$/.test(began) ? '' : '"';
  const named = began.replace(/src(\s*=\s*["']?)$/i, 'data-src$1');
  return `<img src="${pictureOf(source.value)}"${named.slice('<img'.length)}${quote}${source.value}${quote}${text.slice(source.to)}`;
}

/** A tag as browsers write it, with Handlebars in its values as it was, in quotes that it does not end. */
function keptTag({ name, text, attributes }: Mark & { kind: 'open' }): string {
  const isPicture = attributes.some((one) => one.name === 'data-src');
  if (!isPicture && !attributes.some(({ value }) => value.includes('{{'))) return text;
  const written = attributes
    .filter((one) => !(isPicture && one.name === 'src'))
    .map((one) => {
      const value = one.value.replaceAll(/\{\{[\s\S]*?\}\}/g, fromText);
      const quote = marks(value).some((mark) => mark.kind === 'field' && mark.text.includes('"')) ? "'" : '"';
      const safe = quote === "'" ? withoutQuotes(value) : value;
      return ` ${one.name === 'data-src' ? 'src' : one.name}=${quote}${safe}${quote}`;
    });
  return `<${name}${written.join('')}>`;
}

function withoutQuotes(value: string): string {
  return marks(value)
    .map((mark) => (mark.kind === 'field' ? mark.text : mark.text.replaceAll("'", '&#39;')))
    .join('');
}

function said(html: string, decode: (text: string) => string): string {
  const parts: string[] = [];
  let words = '';
  const tell = () => {
    if (words !== '') parts.push(JSON.stringify(words));
    words = '';
  };
  for (const mark of marks(html.replaceAll('\r\n', '\n'))) {
    if (mark.kind === 'words') words += decode(mark.text);
    else if (mark.kind === 'field') words += mark.text;
    else {
      tell();
      parts.push(mark.kind === 'open' ? saidTag(mark, decode) : mark.kind === 'close' ? `/${mark.name}` : mark.text);
    }
  }
  tell();
  return parts.join('\n');
}

function saidTag({ name, attributes }: Mark & { kind: 'open' }, decode: (text: string) => string): string {
  const value = (text: string) =>
    marks(text)
      .map((mark) => (mark.kind === 'field' ? mark.text : decode(mark.text)))
      .join('');
  const all = attributes.map((one) => JSON.stringify([one.name, value(one.value)]));
  return `<${name} ${all.toSorted((one, other) => (one < other ? -1 : 1)).join(' ')}>`;
}

function asText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function fromText(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&nbsp;', '\u00A0')
    .replaceAll('&amp;', '&');
}
