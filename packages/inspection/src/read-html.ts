import { Parser } from 'htmlparser2';

/** What a reader of an HTML body meets: its visible words, its links, and elements that would act. */
export type ReadHtml = {
  words: string;
  links: readonly { href: string; words: string; hidden: boolean }[];
  active: readonly string[];
};

const active = new Set(['script', 'form', 'iframe', 'object', 'embed', 'applet', 'frame', 'frameset', 'base']);
const silent = new Set(['style', 'script', 'head', 'title', 'template']);
const hidden = /display\s*:\s*none|visibility\s*:\s*hidden|opacity\s*:\s*0(?![.\d])/i;
const sized = /font-size\s*:/i;
const sizedToNothing = /font-size\s*:\s*0(?![.\d])/i;

/**
 * Reads an HTML body. An element is hidden when its own style, or that of one around it, says so: style sheets are not followed.
 * A size of nothing holds until an element inside sets another, as letters made from MJML do everywhere.
 */
export function readHtml(html: string): ReadHtml {
  const open: { shown: boolean; legible: boolean }[] = [];
  const words: string[] = [];
  const links: { href: string; words: string; hidden: boolean }[] = [];
  const found = new Set<string>();
  let link: { href: string; words: string; hidden: boolean } | undefined;
  const around = () => open.at(-1) ?? { shown: true, legible: true };

  const parser = new Parser({
    onopentag(name, attributes) {
      if (active.has(name)) found.add(name);
      const style = attributes['style'] ?? '';
      const shown = around().shown && !silent.has(name) && !hidden.test(style) && !('hidden' in attributes);
      const legible = sized.test(style) ? !sizedToNothing.test(style) : around().legible;
      open.push({ shown, legible });
      if (name === 'a' && attributes['href'] !== undefined) {
        link = { href: attributes['href'].trim(), words: '', hidden: !shown || !legible };
        links.push(link);
      }
      if (name === 'img' && link !== undefined) link.words += attributes['alt'] ?? '';
    },
    ontext(text) {
      if (!around().shown || !around().legible) return;
      words.push(text);
      if (link !== undefined) link.words += text;
    },
    onclosetag(name) {
      open.pop();
      if (name === 'a') link = undefined;
    },
  });
  parser.end(html);
  const tidy = (text: string) => text.replaceAll(/\s+/g, ' ').trim();
  return {
    words: tidy(words.join(' ')),
    links: links.map((one) => ({ ...one, words: tidy(one.words) })),
    active: [...found],
  };
}
