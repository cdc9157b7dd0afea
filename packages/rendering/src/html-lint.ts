import { type Told, told } from './findings.ts';
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
const refusedElements = new Map<string, Told>(
  activeElements.map((element) => [element, told('active-element', { element })]),
);
refusedElements.set('mj-include', told('include'));

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
        const fault = attributeFault(event);
        if (fault !== undefined) findings.problems.push({ ...fault, ...at });
        return;
      }
      finishPicture();
      if (event.closing) return;
      const refused = refusedElements.get(event.element);
      if (refused !== undefined) findings.problems.push({ ...refused, ...at });
      if (!pictures.includes(event.element)) return;
      picture = { problem: { ...told('no-alt', { element: event.element }), ...at }, shown: false, described: false };
    },
    print: (node, state, inTagName) => {
      const fault = inTagName ? outside : placeholderFault(state);
      if (fault !== undefined) findings.problems.push(problemAt(node, fault, where));
    },
    uneven: (node) => {
      findings.problems.push(problemAt(node, told('uneven-block', { name: node.path.original }), where));
    },
  });
  finishPicture();
  return findings;
}

const outside = told('inside-tag');

function placeholderFault(state: HtmlState): Told | undefined {
  if (state.at === 'tag' || state.at === 'attribute') return outside;
  if (state.at === 'value' && state.quote === '') return told('no-quotes');
  return undefined;
}

function attributeFault(event: HtmlEvent & { kind: 'attribute' }): Told | undefined {
  if (event.attribute.startsWith('on')) return told('event-attribute', { attribute: event.attribute });
  if (event.attribute === 'http-equiv' && event.value.toLowerCase().startsWith('refresh')) {
    return told('refresh');
  }
  if (!urlAttributes.includes(event.attribute)) return undefined;
  const value = event.value.trim();
  if (value === '' || value.startsWith(placeholder) || fullAddress.test(value)) return undefined;
  return told('not-an-address', { attribute: event.attribute, value });
}

function place(content: hbs.AST.ContentStatement, offset: number): { line: number; column: number } {
  const inside = positionAt(content.value, offset);
  const { line, column } = content.loc.start;
  return { line: line + inside.line - 1, column: inside.line === 1 ? column + inside.column : inside.column };
}
