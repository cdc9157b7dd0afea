import type { Db } from '@hikyaku/database';
import type { MessageClass } from '@hikyaku/message';
import {
  compile,
  loadTemplate,
  type Compiled,
  type Problem as RenderingProblem,
  type Source,
} from '@hikyaku/rendering';
import type { DraftContent } from './draft-values.ts';
import { finding } from './findings.ts';
import type { Problem } from './problem.ts';
import { readSource } from './templates/own-template.ts';

/** Content ready to be frozen, with what its author should know, or the reasons why it is not ready. */
export type CompiledContent =
  | { ok: true; compiled: Compiled; warnings: Problem[] }
  | { ok: false; problems: Problem[] };

/** Whose content it is, in which language, for letters of which class. */
export type ContentOptions = { workspaceId: string; locale: 'ja' | 'en'; class: MessageClass };

/** Compiles what an author wrote, on the template they chose: built-in, or the workspace's own. The author's subject wins over the template's. */
export async function compileContent(db: Db, content: DraftContent, options: ContentOptions): Promise<CompiledContent> {
  const source = await sourceOf(db, content, options);
  if (!source.ok) return source;
  const compiled = await compile(source.source, { locale: options.locale, class: options.class });
  if (!compiled.ok) return { ok: false, problems: compiled.problems.map(asProblem) };
  return { ok: true, compiled: compiled.compiled, warnings: compiled.warnings.map(asProblem) };
}

/** A problem of the content as a problem of the campaign's field it stands in. */
export function asProblem({ where, message, code, values, line, column }: RenderingProblem): Problem {
  return {
    field: where,
    message,
    code,
    values,
    ...(line === undefined ? {} : { line }),
    ...(column === undefined ? {} : { column }),
  };
}

type FoundSource = { ok: true; source: Source } | { ok: false; problems: Problem[] };

async function sourceOf(db: Db, content: DraftContent, options: ContentOptions): Promise<FoundSource> {
  const base = content.template === undefined ? { subject: '' } : await templateSource(db, content, options);
  if (base === undefined) {
    return { ok: false, problems: [finding('template', 'no-template')] };
  }
  const { preheader, mjml, html, text } = content;
  const written = Object.entries({ preheader, mjml, html, text }).filter(([, value]) => value !== undefined);
  return { ok: true, source: { ...base, ...Object.fromEntries(written), subject: content.subject || base.subject } };
}

async function templateSource(
  db: Db,
  { template }: DraftContent,
  { workspaceId, locale }: ContentOptions,
): Promise<Source | undefined> {
  if (template === undefined) return undefined;
  if (template.kind === 'built-in') return (await loadTemplate(template.name, locale))?.source;
  const row = await db
    .selectFrom('templates')
    .select('source')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', template.id)
    .executeTakeFirst();
  return row && readSource(row.source);
}
