import { type Told, told } from './findings.ts';
import type { SetAside } from './set-aside.ts';
import { isBlockTag } from './tags.ts';
import type { Problem } from './template.ts';
import { positionAt } from './text-position.ts';

/** MJML in which block tags that MJML would drop stand in `mj-raw`, or what is wrong with its tags. */
export type Structured = { ok: true; mjml: string } | { ok: false; problems: Problem[] };

const containers = ['mj-body', 'mj-wrapper', 'mj-section', 'mj-group', 'mj-column', 'mj-hero'];
const endings =
  'mj-text mj-button mj-table mj-raw mj-style mj-title mj-preview mj-navbar-link mj-social-element mj-accordion-title mj-accordion-text'.split(
    ' ',
  );
const tagPattern = /<!--[\s\S]*?-->|<(\/?)(mj[a-z-]*)((?:"[^"]*"|'[^']*'|[^'">])*)>/g;

type Open = { name: string; offset: number };

/**
 * Walks the mj-* tags of a source whose placeholders are set aside. MJML itself closes what is left open and drops
 * words between its elements without a sound; here both are problems with a line.
 */
export function structure(aside: SetAside): Structured {
  const source = aside.text;
  const problems: Problem[] = [];
  const stack: Open[] = [];
  let mjml = '';
  let end = 0;
  const fail = (found: Told, offset: number) =>
    problems.push({ ...found, ...positionAt(source, offset), where: 'mjml' });
  const copyGap = (until: number) => {
    const gap = source.slice(end, until);
    const parent = stack.at(-1)?.name ?? '';
    mjml += containers.includes(parent) ? wrap(gap, parent, aside, (found, at) => fail(found, end + at)) : gap;
    end = until;
  };

  for (const match of source.matchAll(tagPattern)) {
    const [whole, slash, name = '', attributes = ''] = match;
    const ending = stack.at(-1);
    const closes = slash === '/';
    if (ending !== undefined && endings.includes(ending.name) && !(closes && name === ending.name)) continue;
    copyGap(match.index);
    mjml += whole;
    end = match.index + whole.length;
    if (name === '') continue;
    if (closes) {
      if (ending?.name === name) stack.pop();
      else return { ok: false, problems: [misclosed(source, name, match.index, ending)] };
      continue;
    }
    if (name === 'mj-style' && /\binline\s*=/.test(attributes)) {
      const close = source.indexOf('</mj-style', end);
      const styles = source.slice(end, close === -1 ? undefined : close);
      if (styles.search(aside.words) !== -1) {
        fail(told('mjml-inline'), match.index);
      }
    }
    if (!attributes.trimEnd().endsWith('/')) stack.push({ name, offset: match.index });
  }
  copyGap(source.length);
  for (const open of stack) fail(told('tag-open', { element: open.name }), open.offset);
  return problems.length > 0 ? { ok: false, problems } : { ok: true, mjml };
}

function wrap(gap: string, parent: string, aside: SetAside, fail: (found: Told, at: number) => void): string {
  const loose = gap.replace(aside.words, (word) => ' '.repeat(word.length)).search(/\S/);
  if (loose !== -1) fail(told('loose-words', { element: parent }), loose);
  return gap.replace(aside.words, (word: string, _number: string, at: number) => {
    const tag = aside.tagOf(word);
    if (tag !== undefined && isBlockTag(tag)) return `<mj-raw>${word}</mj-raw>`;
    fail(told('loose-placeholder', { tag: tag?.text ?? word, element: parent }), at);
    return word;
  });
}

function misclosed(source: string, name: string, offset: number, open: Open | undefined): Problem {
  const where = 'mjml';
  if (open === undefined) {
    return { ...told('tag-close-alone', { element: name }), ...positionAt(source, offset), where };
  }
  const { line } = positionAt(source, offset);
  return {
    ...told('tag-close-other', { opened: open.name, element: name, at: line }),
    ...positionAt(source, open.offset),
    where,
  };
}
