import { type Mark, marks } from './marks.ts';

/**
 * HTML from a clipboard (Word, Outlook, Google Docs, a web page) as it may stand in a letter: its words, and of its looks what the letter
 * itself would say (paragraphs, headings, lists, tables, links, bold, italic, underlined, struck). Everything else stays behind: styles,
 * classes, fonts, scripts, comments, pictures from the writer's own disk.
 */
export function cleanPaste(html: string): string {
  const cleaner: Cleaner = { open: [], parts: [], list: undefined };
  for (const mark of fragmentOf(html)) take(cleaner, mark);
  while (cleaner.open.length > 0) leave(cleaner);
  closeList(cleaner);
  return closed(tidy(cleaner.parts.join('')));
}

/** One open tag of the source: what was written for it, and what ends it. */
type Open = { name: string; closing: string; silent: boolean };
/** `list` is one of Word's that has begun: its kind is known once its first bullet or number was seen. */
type Cleaner = {
  open: Open[];
  parts: string[];
  list: { kind: 'ul' | 'ol'; at: number; items: number; depth: number } | undefined;
};

const names: Readonly<Record<string, string>> = { b: 'strong', i: 'em', strike: 's', del: 's', h5: 'h4', h6: 'h4' };
const kept = new Set(
  'p br strong em u s a ul ol li h1 h2 h3 h4 table thead tbody tr td th blockquote sup sub img'.split(' '),
);
const silenced = new Set(
  'script style head title xml meta link iframe object embed svg math template noscript select textarea'.split(' '),
);
const alone = new Set('br img meta link base input col hr area wbr'.split(' '));

/** What lies between the clipboard's own marks, where it has any. */
function fragmentOf(html: string): Mark[] {
  const begin = html.indexOf('<!--StartFragment-->');
  const end = html.lastIndexOf('<!--EndFragment-->');
  return marks(html.slice(begin === -1 ? 0 : begin, end === -1 ? undefined : end));
}

function take(cleaner: Cleaner, mark: Mark): void {
  const isSilent = cleaner.open.some(({ silent }) => silent);
  if (mark.kind === 'open') enter(cleaner, mark, isSilent);
  else if (mark.kind === 'close') leaveTo(cleaner, mark.name);
  else if (mark.kind === 'field' && !isSilent) cleaner.parts.push(mark.text);
  else if (mark.kind === 'words' && isSilent) seeBullet(cleaner, mark.text);
  else if (mark.kind === 'words') takeWords(cleaner, mark.text);
}

function takeWords(cleaner: Cleaner, text: string): void {
  // Word fills what would be empty.
  if (cleaner.open.at(-1)?.name === 'o:p' && text.replaceAll('&nbsp;', '').trim() === '') return;
  if (text.trim() !== '' && isBetweenItems(cleaner)) closeList(cleaner);
  // A loose `<` or a half `{{` of somebody's prose begins nothing here.
  cleaner.parts.push(text.replaceAll(/\s+/g, ' ').replaceAll('<', '&lt;').replaceAll('{{', '{ {'));
}

function enter(cleaner: Cleaner, mark: Mark & { kind: 'open' }, isSilent: boolean): void {
  const style = valueOf(mark, 'style').toLowerCase();
  const name = names[mark.name] ?? mark.name;
  const hidden = /mso-list:\s*ignore|display:\s*none|mso-hide/.test(style) || silenced.has(name);
  if (isSilent || hidden) {
    if (!mark.closed && !alone.has(mark.name)) cleaner.open.push({ name: mark.name, closing: '', silent: true });
    return;
  }
  const listed = /mso-list:\s*(?!ignore|none|skip)\S/.test(style) && name === 'p';
  if (!listed && blocks.has(name) && isBetweenItems(cleaner)) closeList(cleaner);
  const written = listed ? item(cleaner) : tagsFor(mark, name, style);
  cleaner.parts.push(written.map(({ open }) => open).join(''));
  if (mark.closed || alone.has(mark.name)) return;
  const closing = written
    .map(({ close }) => close)
    .toReversed()
    .join('');
  cleaner.open.push({ name: mark.name, closing, silent: false });
}

const blocks = new Set('p ul ol h1 h2 h3 h4 table blockquote div'.split(' '));

type Written = { open: string; close: string };

function tagsFor(mark: Mark & { kind: 'open' }, name: string, style: string): Written[] {
  const looks = lookTags(mark.name, style);
  if (name === 'div') return [{ open: '<p>', close: '</p>' }, ...looks];
  if (name === 'a') {
    const address = valueOf(mark, 'href').trim();
    return /^(https?:|mailto:|tel:|\{\{)/i.test(address) ? [tag('a', ` href="${inQuotes(address)}"`), ...looks] : looks;
  }
  if (name === 'img') {
    const address = valueOf(mark, 'src').trim();
    if (!/^https:/i.test(address)) return [];
    return [{ open: `<img src="${inQuotes(address)}" alt="${inQuotes(valueOf(mark, 'alt'))}">`, close: '' }];
  }
  if (name === 'br') return [{ open: '<br>', close: '' }];
  if (name === 'td' || name === 'th') {
    const spans = ['colspan', 'rowspan'].map((span) => [span, valueOf(mark, span)] as const);
    const said = spans.filter(([, value]) => /^[2-9]\d?$/.test(value)).map(([span, value]) => ` ${span}="${value}"`);
    return [tag(name, said.join('')), ...looks];
  }
  // A browser's own way to say "nothing special here" is a bold that is not bold.
  if (name === 'strong' && /font-weight:\s*(normal|[1-5]00)/.test(style)) return looks;
  return kept.has(name) ? [tag(name, ''), ...looks] : looks;
}

/** What a style says that a tag can say, too. */
function lookTags(name: string, style: string): Written[] {
  if (!['span', 'font', 'p', 'div', 'li', 'td'].includes(name)) return [];
  return [
    ...(/font-weight:\s*(bold|[6-9]00)/.test(style) ? [tag('strong', '')] : []),
    ...(/font-style:\s*italic/.test(style) ? [tag('em', '')] : []),
    ...(/text-decoration[^;]*underline/.test(style) ? [tag('u', '')] : []),
    ...(/text-decoration[^;]*line-through/.test(style) ? [tag('s', '')] : []),
  ];
}

/** Word writes a list as paragraphs that say so, each with its bullet or number as hidden text. */
function item(cleaner: Cleaner): Written[] {
  cleaner.list ??= { kind: 'ul', at: cleaner.parts.push('') - 1, items: 0, depth: cleaner.open.length };
  cleaner.list.items += 1;
  return [tag('li', '')];
}

const numberPattern = /^\s*(?:[(（]?(?:[0-9０-９]{1,3}|[a-z]|[ivx]+|[一二三四五六七八九十]+)[.)．）、]|[①-⑳])\s*$/i;

function seeBullet({ list }: Cleaner, text: string): void {
  if (list?.items === 1 && numberPattern.test(text)) list.kind = 'ol';
}

/** Whether a list has begun and none of its items is open: what comes now ends it, unless it is one. */
function isBetweenItems({ list, open }: Cleaner): boolean {
  return list !== undefined && open.length <= list.depth;
}

function closeList(cleaner: Cleaner): void {
  if (cleaner.list === undefined) return;
  const { kind, at } = cleaner.list;
  cleaner.parts[at] = `<${kind}>`;
  cleaner.parts.push(`</${kind}>`);
  cleaner.list = undefined;
}

function leaveTo(cleaner: Cleaner, name: string): void {
  const at = cleaner.open.findLastIndex((one) => one.name === name);
  if (at === -1) return;
  while (cleaner.open.length > at) leave(cleaner);
}

function leave(cleaner: Cleaner): void {
  const left = cleaner.open.pop();
  if (cleaner.list !== undefined && cleaner.open.length < cleaner.list.depth) closeList(cleaner);
  cleaner.parts.push(left?.closing ?? '');
}

function tag(name: string, attributes: string): Written {
  return { open: `<${name}${attributes}>`, close: `</${name}>` };
}

function valueOf({ attributes }: Mark & { kind: 'open' }, name: string): string {
  return attributes.find((one) => one.name === name)?.value.replaceAll('&quot;', "'") ?? '';
}

function inQuotes(value: string): string {
  return value.replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Empty tags, and paragraphs in what holds none, go; spaces are one. */
function tidy(html: string): string {
  let now = html.replaceAll(/(<(li|td|th|blockquote)\b[^>]*>)\s*<p>((?:(?!<\/?p>)[\s\S])*)<\/p>\s*(?=<\/\2>)/g, '$1$3');
  for (let before = ''; before !== now; ) {
    before = now;
    now = now.replaceAll(
      /<(p|strong|em|u|s|a|li|ul|ol|h[1-4]|blockquote|sup|sub)(?: [^>]*)?>(?:\s|&nbsp;|\u00A0)*<\/\1>/g,
      ' ',
    );
    now = now
      .replaceAll(/<p>\s*(<(p|ul|ol|table|h[1-4]|blockquote)\b)/g, '$1')
      .replaceAll(/(<\/(?:p|ul|ol|table|h[1-4]|blockquote)>)\s*<\/p>/g, '$1');
  }
  return now
    .replaceAll(/ {2,}/g, ' ')
    .replaceAll(/\s*(<\/?(?:p|ul|ol|li|h[1-4]|table|thead|tbody|tr|td|th|blockquote)\b[^>]*>)\s*/g, '$1')
    .trim();
}

/** Every tag ends, whatever was tidied away around it. */
function closed(html: string): string {
  const open: string[] = [];
  let whole = '';
  for (const mark of marks(html)) {
    if (mark.kind !== 'close') {
      whole += mark.text;
      if (mark.kind === 'open' && !alone.has(mark.name)) open.push(mark.name);
      continue;
    }
    const at = open.lastIndexOf(mark.name);
    if (at !== -1) whole += endsOf(open.splice(at));
  }
  return whole + endsOf(open);
}

function endsOf(names: readonly string[]): string {
  return names
    .toReversed()
    .map((name) => `</${name}>`)
    .join('');
}
