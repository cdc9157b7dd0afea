import type { Db } from '@hikyaku/database';
import { compile, type Rendered, renderer } from '@hikyaku/rendering';
import { contactPlaceholders, personNamed } from '../contact-placeholders.ts';
import { asProblem } from '../content.ts';
import { linkData, sharedData } from '../merge-data.ts';
import type { NotFound, Problems } from '../problem.ts';
import { findWorkspace } from '../workspace.ts';
import type { OwnTemplate } from './own-template.ts';

/** The letter that a template makes of its own data; names of fields stand in for a person's values. */
export async function sampleOfTemplate(
  db: Db,
  workspaceId: string,
  { name, source, data, locale }: OwnTemplate,
): Promise<{ kind: 'sample'; rendered: Rendered } | NotFound | Problems> {
  const workspace = await findWorkspace(db, workspaceId);
  if (workspace === undefined) return { kind: 'not-found' };
  const made = await compile(source, { locale, class: 'marketing' });
  if (!made.ok) return { kind: 'problems', problems: made.problems.map(asProblem) };
  const shared = sharedData({ name, from: { name: workspace.name, email: '' } }, workspace, data);
  const { person, problems } = contactPlaceholders(made.compiled, shared);
  if (problems.length > 0) return { kind: 'problems', problems: problems.map(asProblem) };
  const { render } = renderer(made.compiled);
  const links = linkData('https://example.com/u/preview');
  const named = render({ ...shared, ...links, contact: personNamed(made.compiled, (field) => `[${field}]`) });
  const written = named.ok ? named : render({ ...shared, ...links, contact: person });
  return written.ok
    ? { kind: 'sample', rendered: written.rendered }
    : { kind: 'problems', problems: written.problems.map(asProblem) };
}
