import { type Db, type EditedMeanwhile, type Editing, editedMeanwhile } from '@hikyaku/database';
import { sql } from 'kysely';
import { type DraftValues, draftProblems } from '../draft-values.ts';
import type { NotFound, Problems } from '../problem.ts';
import { findTemplate, type OwnTemplate, type OwnTemplateValues } from './own-template.ts';

/** A change to a template, made of what it is. */
export type TemplateChange = (was: OwnTemplateValues) => OwnTemplateValues;

/** Keeps a template for a workspace. */
export async function createTemplate(
  db: Db,
  workspaceId: string,
  { locale, ...values }: OwnTemplateValues & { locale: 'ja' | 'en' },
  by: string | null = null,
): Promise<{ kind: 'created'; template: OwnTemplate } | Problems> {
  const problems = templateProblems(values);
  if (problems.length > 0) return { kind: 'problems', problems };
  const { id } = await db
    .insertInto('templates')
    .values({ workspace_id: workspaceId, edited_by: by, locale, ...columns(values) })
    .returning('id')
    .executeTakeFirstOrThrow();
  const template = await findTemplate(db, workspaceId, id);
  if (template === undefined) throw new Error(`The template ${id} was removed while it was made.`);
  return { kind: 'created', template };
}

/** What was so for less long is one and the same version: somebody is writing. */
const versionMinutes = 10;

/** Who changes a template; `keepVersion` where what stands there must not be lost, however short it stood. */
export type TemplateEditing = Editing & { keepVersion?: boolean };

/**
 * Changes a template, unless somebody else did since. What it was is kept as a version if it had been so for ten minutes or is to be kept;
 * shorter states between are one work. A draft that is written with the template says the new words, a scheduled campaign those it was
 * scheduled with.
 */
export async function changeTemplate(
  db: Db,
  workspaceId: string,
  id: string,
  change: TemplateChange,
  { by = null, basedOn, keepVersion: keep = false }: Partial<TemplateEditing> = {},
): Promise<{ kind: 'changed'; template: OwnTemplate } | EditedMeanwhile | NotFound | Problems> {
  return db.transaction().execute(async (tx) => {
    const was = await lockTemplate(tx, workspaceId, id);
    if (was === undefined) return { kind: 'not-found' };
    const meanwhile = editedMeanwhile(was, basedOn);
    if (meanwhile !== undefined) return meanwhile;
    const values = change({ name: was.name, source: was.source, data: was.data });
    const problems = templateProblems(values);
    if (problems.length > 0) return { kind: 'problems', problems };
    await keepVersion(tx, id, keep ? 0 : versionMinutes);
    await tx
      .updateTable('templates')
      .set({ ...columns(values), edited_by: by, updated_at: sql`clock_timestamp()` })
      .where('id', '=', id)
      .execute();
    return changed(tx, workspaceId, id);
  });
}

/** Brings a version back. What the template is now is kept as a version itself, so that nothing is lost by it. */
export async function restoreTemplate(
  db: Db,
  workspaceId: string,
  id: string,
  number: number,
  by: string | null = null,
): Promise<{ kind: 'changed'; template: OwnTemplate } | NotFound> {
  return db.transaction().execute(async (tx) => {
    if ((await lockTemplate(tx, workspaceId, id)) === undefined) return { kind: 'not-found' };
    const version = await tx
      .selectFrom('template_versions')
      .select(['name', 'source', 'data'])
      .where('template_id', '=', id)
      .where('number', '=', number)
      .executeTakeFirst();
    if (version === undefined) return { kind: 'not-found' };
    await keepVersion(tx, id, 0);
    const { name, source, data } = version;
    const stored = { name, source: JSON.stringify(source), data: JSON.stringify(data) };
    await tx
      .updateTable('templates')
      .set({ ...stored, edited_by: by, updated_at: sql`clock_timestamp()` })
      .where('id', '=', id)
      .execute();
    return changed(tx, workspaceId, id);
  });
}

/** Takes a template out of the gallery. Drafts that are written with it keep it. */
export async function removeTemplate(db: Db, workspaceId: string, id: string): Promise<{ kind: 'removed' } | NotFound> {
  const removed = await db
    .updateTable('templates')
    .set({ removed_at: sql`clock_timestamp()` })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  return removed.numUpdatedRows > 0n ? { kind: 'removed' } : { kind: 'not-found' };
}

async function lockTemplate(tx: Db, workspaceId: string, id: string): Promise<OwnTemplate | undefined> {
  await tx.selectFrom('templates').select('id').where('id', '=', id).forUpdate().execute();
  return findTemplate(tx, workspaceId, id);
}

async function keepVersion(tx: Db, id: string, minutes: number): Promise<void> {
  await sql`
    insert into template_versions (template_id, number, name, source, data, written_at)
    select id, 1 + (select count(*) from template_versions where template_id = ${id}), name, source, data, updated_at
    from templates
    where id = ${id} and updated_at <= clock_timestamp() - make_interval(mins => ${minutes})`.execute(tx);
}

async function changed(
  tx: Db,
  workspaceId: string,
  id: string,
): Promise<{ kind: 'changed'; template: OwnTemplate } | NotFound> {
  const template = await findTemplate(tx, workspaceId, id);
  return template === undefined ? { kind: 'not-found' } : { kind: 'changed', template };
}

function columns({ name, source, data }: OwnTemplateValues) {
  return { name, source: JSON.stringify(source), data: JSON.stringify(data) };
}

/** A template is held to what a draft is held to. */
function templateProblems({ name, source, data }: OwnTemplateValues) {
  const draft: DraftValues = {
    ...source,
    name,
    data,
    lists: [],
    exclude: [],
    segments: [],
    excludeSegments: [],
    from: { name: '', email: '' },
    locale: 'ja',
    class: 'marketing',
  };
  return draftProblems(draft);
}
