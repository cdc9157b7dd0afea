import { told } from './findings.ts';
import { convert, type HtmlToTextOptions } from 'html-to-text';
import { walkHtml } from './html-walk.ts';
import { parseTemplate } from './parse-template.ts';
import { setAside, type SetAside } from './set-aside.ts';
import { isBlockTag } from './tags.ts';
import type { Problem } from './template.ts';
import { offsetAt, positionAt } from './text-position.ts';

/** The text part as Handlebars source, or the placeholders that would be lost in it. */
export type PlainText = { ok: true; text: string } | { ok: false; problems: Problem[] };

/** Makes the text part from the HTML with its placeholders: same words, same links, same conditions. */
export function plainText(html: string): PlainText {
  const aside = setAside(html);
  const text = tidy(convert(aside.text, options), aside);
  const wanted = readableOffsets(html);
  const lost = aside.lostIn(text).filter((tag) => wanted.has(tag.start));
  const restored = aside.restore(text);
  const parsed = parseTemplate(restored, 'text');
  if (lost.length === 0 && parsed.ok) return { ok: true, text: restored };
  const problems = lost.map((tag): Problem => {
    return { ...told('text-loses', { tag: tag.text }), ...positionAt(html, tag.start), where: 'html' };
  });
  return { ok: false, problems: parsed.ok ? problems : [...problems, ...parsed.problems] };
}

const heading = { format: 'heading', options: { uppercase: false, leadingLineBreaks: 2, trailingLineBreaks: 2 } };
const options: HtmlToTextOptions = {
  wordwrap: false,
  selectors: [
    { selector: 'a', options: { linkBrackets: ['<', '>'], hideLinkHrefIfSameAsText: true, noAnchorUrl: true } },
    { selector: 'img', format: 'picture' },
    { selector: '[style*="display:none"]', format: 'skip' },
    { selector: '[style*="display: none"]', format: 'skip' },
    { selector: 'title', format: 'skip' },
    { selector: 'p[style*="border-top"]', format: 'horizontalLine', options: { length: 40 } },
    { selector: 'hr', format: 'horizontalLine', options: { length: 40 } },
    { selector: 'tr', format: 'block', options: { leadingLineBreaks: 1, trailingLineBreaks: 1 } },
    { selector: 'td', format: 'cell' },
    { selector: 'th', format: 'cell' },
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, ...heading })),
  ],
  formatters: {
    picture: (element, _walk, builder) => {
      const alt: unknown = element.attribs?.alt;
      if (typeof alt === 'string' && alt !== '') builder.addInline(alt);
    },
    // Two cells of one row must not run together; the space at a row's end is dropped with its line.
    cell: (element, walk, builder) => {
      walk(element.children, builder);
      builder.addInline(' ');
    },
  },
};

// A block tag that has a line to itself takes one line break with it when it is rendered; here the others go, so that
// what it guards leaves no gap behind.
function tidy(text: string, aside: SetAside): string {
  const lines = text.split('\n').flatMap((line) => {
    const words = line.trim().split(/\s+/);
    const tags = words.map((word) => (word.replace(aside.words, '') === '' ? aside.tagOf(word) : undefined));
    return tags.every((tag) => tag !== undefined && isBlockTag(tag)) && line.trim() !== ''
      ? words.map((word) => ({ line: word, steers: true }))
      : [{ line: line.trimEnd(), steers: false }];
  });
  const kept = lines.filter(({ line }, at) => line !== '' || !followsSteering(lines, at));
  return `${kept
    .map(({ line }) => line)
    .join('\n')
    .trim()}\n`;
}

// True behind block tags that stand behind an empty line of their own: one of the two gaps is enough.
function followsSteering(lines: readonly { line: string; steers: boolean }[], at: number): boolean {
  let before = at - 1;
  if (lines[before]?.steers !== true) return false;
  while (lines[before]?.steers === true) before -= 1;
  return (lines[before]?.line ?? '') === '';
}

// Where the HTML shows a value to its reader: in words, and behind links; not in styles, comments or hidden lines.
function readableOffsets(html: string): Set<number> {
  const offsets = new Set<number>();
  const parsed = parseTemplate(html, 'html');
  if (!parsed.ok) return offsets;
  let hiddenElement: string | undefined;
  walkHtml(parsed.program, {
    event: (event) => {
      if (event.kind === 'attribute' && event.attribute === 'style' && /display\s*:\s*none/.test(event.value)) {
        hiddenElement = event.element;
      }
      if (event.kind === 'element' && event.closing && event.element === hiddenElement) hiddenElement = undefined;
    },
    print: (node, state) => {
      const words = state.at === 'text' && state.raw === undefined;
      const link = state.at === 'value' && state.element === 'a' && state.attribute === 'href';
      if (state.hidden || hiddenElement !== undefined || !(words || link)) return;
      offsets.add(offsetAt(html, node.loc.start.line, node.loc.start.column));
    },
  });
  return offsets;
}
