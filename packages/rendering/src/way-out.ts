import { type Told, told } from './findings.ts';
import type { HtmlState } from './html-state.ts';
import { walkHtml } from './html-walk.ts';
import { asFooter, type Block, legalBlock, senderBlock } from './legal-block.ts';
import { parseTemplate } from './parse-template.ts';
import { branchesOf, isBlock, isMustache, isPath } from './syntax-tree.ts';
import type { CompileOptions, Problem } from './template.ts';

/** Both bodies, each with everything that its class must say about leaving and about the sender. */
export type Bodies = { html: string; text: string; warnings: Problem[] };

const senderPaths = ['workspace.legal_name', 'workspace.postal_address', 'workspace.contact'];

/**
 * Appends the workspace's standard footer to a part that lacks it. A link or a line inside an {{#if}} or {{#each}}
 * counts only when the other branch has it too, for a letter never leaves without it.
 */
export function ensureWayOut(html: string, text: string, options: CompileOptions): Bodies {
  const warnings: Problem[] = [];
  const complete = (part: 'html' | 'text', body: string): string => {
    const missing = missingBlock(body, part, options);
    if (missing === undefined || (part === 'html' && body === '')) return body;
    warnings.push({ ...missing.found, where: part });
    return part === 'html'
      ? insertLast(body, asFooter(missing.block).html)
      : body.trimEnd() + asFooter(missing.block).text;
  };
  return { html: complete('html', html), text: complete('text', text), warnings };
}

/** True when every letter made from this source shows the path, whatever the data. */
export function alwaysShows(source: string, part: 'html' | 'text', path: string): boolean {
  const parsed = parseTemplate(source, part);
  if (!parsed.ok) return false;
  const visible = new Set<hbs.AST.MustacheStatement>();
  if (part === 'html') walkHtml(parsed.program, { print: (node, state) => isVisible(state) && visible.add(node) });
  return reaches(parsed.program, (node) => isPathTo(node, path) && (part === 'text' || visible.has(node)));
}

function missingBlock(
  body: string,
  part: 'html' | 'text',
  { class: kind, locale }: CompileOptions,
): { block: Block; found: Told } | undefined {
  const lacks = (path: string) => !alwaysShows(body, part, path);
  if (kind === 'marketing' && lacks('unsubscribe_url')) {
    return {
      block: legalBlock(locale),
      found: told('footer-added'),
    };
  }
  const named = kind === 'marketing' || kind === 'transactional_ad' || kind === 'consent_request';
  if (!named || !senderPaths.some(lacks)) return undefined;
  return { block: senderBlock(locale), found: told('sender-added') };
}

function insertLast(html: string, footer: string): string {
  const end = html.toLowerCase().lastIndexOf('</body>');
  return end === -1 ? html + footer : html.slice(0, end) + footer + html.slice(end);
}

function reaches(program: hbs.AST.Program, wanted: (node: hbs.AST.MustacheStatement) => boolean): boolean {
  return program.body.some((node) => {
    if (isMustache(node)) return wanted(node);
    if (!isBlock(node) || (node.path.original !== 'if' && node.path.original !== 'unless')) return false;
    const branches = branchesOf(node);
    return branches.length === 2 && branches.every((branch) => reaches(branch, wanted));
  });
}

function isVisible(state: HtmlState): boolean {
  if (state.hidden) return false;
  if (state.at === 'text') return state.raw === undefined;
  return state.at === 'value' && state.element === 'a' && state.attribute === 'href' && state.value === '';
}

function isPathTo(node: hbs.AST.MustacheStatement, path: string): boolean {
  return isPath(node.path) && (node.path.original === path || node.path.original === `@root.${path}`);
}
