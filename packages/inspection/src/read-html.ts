import { Parser } from 'htmlparser2';

/** What a reader of an HTML body meets: its visible words, its links, and elements that would act. */
export type ReadHtml = {
  words: string;
  links: readonly { href: string; words: string; hidden: boolean }[];
  active: readonly string[];
};

const active = new Set(['script', 'form', 'iframe', 'object', 'embed', 'applet', 'frame', 'frameset', 'base']);
const silent = new Set(['style', 'script', 'head', 'title', 'template']);
const hidden = /display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d])|opacity\s*:\s*0(?![.\d])/i;

/** Reads an HTML body. An element is hidden when its own style, or that of one around it, says so: style sheets are not followed. */
export function readHtml(html: string): ReadHtml {
  const open: { name: string; shown: boolean }[] = [];
  const words: string[] = [];
  const links: { href: string; words: string; hidden: boolean }[] = [];
  const found = new Set<string>();
  let link: { href: string; words: string; hidden: boolean } | undefined;
  const shown = () => open.at(-1)?.shown ?? true;

  const parser = new Parser({
    onopentag(name, attributes) {
      if (active.has(name)) found.add(name);
      const visible =
        shown() && !silent.has(name) && !hidden.test(attributes['style'] ?? '') && !('hidden' in attributes);
      open.push({ name, shown: visible });
      if (name === 'a' && attributes['href'] !== undefined) {
        link = { href: attributes['href'].trim(), words: '', hidden: !visible };
        links.push(link);
      }
      if (name === 'img' && link !== undefined) link.words += attributes['alt'] ?? '';
    },
    ontext(text) {
      if (!shown()) return;
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
