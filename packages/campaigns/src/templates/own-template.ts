import type { Db } from '@hikyaku/database';
import type { Source } from '@hikyaku/rendering';
import { z } from 'zod';

/** What a workspace's own template says: a source, and values that show it. What is wrong with it is told, but kept all the same. */
export type OwnTemplateValues = { name: string; source: Source; data: Record<string, unknown> };

/** A template that a workspace keeps for itself. */
export type OwnTemplate = OwnTemplateValues & {
  id: string;
  locale: 'ja' | 'en';
  createdAt: Date;
  updatedAt: Date;
  editedBy: string | null;
};

/** What is read of a template; of one in this workspace that is still in the gallery. */
export async function findTemplate(db: Db, workspaceId: string, id: string): Promise<OwnTemplate | undefined> {
  const row = await templates(db, workspaceId).where('id', '=', id).executeTakeFirst();
  return row && readTemplate(row);
}

/** A workspace's own templates, newest first. */
export async function listOwnTemplates(
  db: Db,
  workspaceId: string,
  { before, limit }: { before?: string; limit: number },
): Promise<OwnTemplate[]> {
  const all = templates(db, workspaceId).orderBy('id', 'desc').limit(limit);
  const rows = await (before === undefined ? all : all.where('id', '<', before)).execute();
  return rows.map(readTemplate);
}

/** Reads a source back from where a template keeps it. */
export function readSource(stored: unknown): Source {
  const { subject, ...rest } = sourceShape.parse(stored);
  return { subject, ...Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)) };
}

function templates(db: Db, workspaceId: string) {
  return db
    .selectFrom('templates')
    .select(['id', 'name', 'locale', 'source', 'data', 'created_at', 'updated_at', 'edited_by'])
    .where('workspace_id', '=', workspaceId)
    .where('removed_at', 'is', null);
}

type Row = Awaited<ReturnType<ReturnType<typeof templates>['executeTakeFirstOrThrow']>>;

function readTemplate({ id, name, locale, source, data, created_at, updated_at, edited_by }: Row): OwnTemplate {
  return {
    id,
    name,
    locale: locale === 'en' ? 'en' : 'ja',
    source: readSource(source),
    data: dataShape.parse(data),
    createdAt: created_at,
    updatedAt: updated_at,
    editedBy: edited_by,
  };
}

const dataShape = z.record(z.string(), z.unknown());
const sourceShape = z.object({
  subject: z.string(),
  preheader: z.string().optional(),
  mjml: z.string().optional(),
  html: z.string().optional(),
  text: z.string().optional(),
});
