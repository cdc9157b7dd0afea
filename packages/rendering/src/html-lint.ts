import type { HtmlEvent, HtmlState } from './html-state.ts';
import { walkHtml } from './html-walk.ts';
import { problemAt } from './syntax-tree.ts';
import type { Part, Problem } from './template.ts';
import { positionAt } from './text-position.ts';

/** What the HTML or MJML that a person wrote does wrong: problems stop a letter, warnings do not. */
export type HtmlFindings = { problems: Problem[]; warnings: Problem[] };

/** Attributes whose value is an address that a mail client would open or load. */
export const urlAttributes: readonly string[] = ['href', 'src', 'background', 'background-url', 'poster'];

const activeElements =
  'script iframe frame frameset object embed applet base form input button select textarea option'.split(' ');
const refusedElements = new Map<string, string>(
  activeElements.map((name) => [
    name,
    `<${name}> has no place in a letter: mail clients drop it or call it an attack. Remove it.`,
  ]),
);
refusedElements.set('mj-include', '<mj-include> cannot read other files here: paste the part itself.');

const pictures = ['img', 'mj-image'];
const placeholder = '\u{fffc}';
const fullAddress = /^(?:https?:\/\/|mailto:|tel:|sms:|cid:|#)/i;

/** Looks for active content, placeholders in places where a value could break out, and pictures without words. */
export function lintHtml(program: hbs.AST.Program, where: Part): HtmlFindings {
  const findings: HtmlFindings = { problems: [], warnings: [] };
  let picture: { problem: Problem; shown: boolean; described: boolean } | undefined;
  const finishPicture = () => {
    if (picture?.shown && !picture.described) findings.warnings.push(picture.problem);
    picture = undefined;
  };
  walkHtml(program, {
    event: (event, content) => {
      const at = { ...place(content, event.end), where };
      if (event.kind === 'attribute') {
        if (event.attribute === 'alt' && picture !== undefined) picture.described = true;
        // Without src it only sets defaults (in mj-attributes).
        if (event.attribute === 'src' && picture !== undefined) picture.shown = true;
        const message = attributeFault(event);
        if (message !== undefined) findings.problems.push({ message, ...at });
        return;
      }
      finishPicture();
      if (event.closing) return;
      const refused = refusedElements.get(event.element);
      if (refused !== undefined) findings.problems.push({ message: refused, ...at });
      if (!pictures.includes(event.element)) return;
      const message = `<${event.element}> has no alt text: say what it shows, or alt="" for decoration.`;
      picture = { problem: { message, ...at }, shown: false, described: false };
    },
    print: (node, state, inTagName) => {
      const message = inTagName ? outside : placeholderFault(state);
      if (message !== undefined) findings.problems.push(problemAt(node, message, where));
    },
    uneven: (node) => {
      const message = `{{#${node.path.original}}} must leave the HTML where it found it: close in it what opens in it.`;
      findings.problems.push(problemAt(node, message, where));
    },
  });
  finishPicture();
  return findings;
}

const outside = 'A placeholder cannot stand inside a tag, only between tags or in the quotes of an attribute.';

function placeholderFault(state: HtmlState): string | undefined {
  if (state.at === 'tag' || state.at === 'attribute') return outside;
  if (state.at === 'value' && state.quote === '') return 'Put quotes around the value that holds this placeholder.';
  return undefined;
}

function attributeFault(event: HtmlEvent & { kind: 'attribute' }): string | undefined {
  if (event.attribute.startsWith('on')) return `${event.attribute}="…" is a script: mail clients drop it. Remove it.`;
  if (event.attribute === 'http-equiv' && event.value.toLowerCase().startsWith('refresh')) {
    return 'A letter cannot send its reader elsewhere by itself: remove the refresh.';
  }
  if (!urlAttributes.includes(event.attribute)) return undefined;
  const value = event.value.trim();
  if (value === '' || value.startsWith(placeholder) || fullAddress.test(value)) return undefined;
  return `${event.attribute}="${value}" must be a full address that begins with https://, mailto: or tel:.`;
}

function place(content: hbs.AST.ContentStatement, offset: number): { line: number; column: number } {
  const inside = positionAt(content.value, offset);
  const { line, column } = content.loc.start;
  return { line: line + inside.line - 1, column: inside.line === 1 ? column + inside.column : inside.column };
}
