import type { OwnTemplate, OwnTemplateValues, TemplateVersion } from '@hikyaku/campaigns';
import { publicId } from '@hikyaku/database';
import { z } from 'zod';
import { basedOnValue } from '../http/edited-meanwhile.ts';
import { editedByView, idView, lineValue, timeView } from '../http/value.ts';
import { localeValue } from './schema.ts';

const longest = 500_000;
const part = z.string().max(longest);
const data = z.record(z.string(), z.unknown());

const valuesShape = {
  name: lineValue(200),
  subject: z.union([z.literal(''), lineValue(500)]),
  preheader: lineValue(500).nullable().exactOptional(),
  mjml: part.nullable().exactOptional(),
  html: part.nullable().exactOptional(),
  text: part.nullable().exactOptional(),
  data: data.exactOptional().meta({ description: 'What shows it at its best, for {{data.…}}.' }),
};

/** What makes a template of a workspace's own: one of mjml and html, or text alone. */
export const newTemplateSchema = z.strictObject({ ...valuesShape, locale: localeValue });

/** What changes about one: what is left out stays, null takes a part away. */
export const templateChangeSchema = z
  .strictObject(valuesShape)
  .partial()
  .extend({
    basedOn: basedOnValue,
    keepVersion: z.boolean().exactOptional().meta({
      description: 'What it is now is kept as a version even if it has been so for less than ten minutes.',
    }),
  });

/** A version to bring back. */
export const restoreSchema = z.strictObject({ version: z.int().min(1).max(2_147_483_647) });

/** A template of a workspace's own. */
export const ownTemplateSchema = z
  .strictObject({
    id: idView('template'),
    name: z.string(),
    locale: localeValue,
    subject: z.string(),
    preheader: z.string().nullable(),
    mjml: z.string().nullable(),
    html: z.string().nullable(),
    text: z.string().nullable(),
    data,
    createdAt: timeView,
    updatedAt: timeView,
    editedBy: editedByView,
  })
  .meta({ id: 'OwnTemplate', description: "A template of the workspace's own; a campaign names it by its id." });

/** What one was. */
export const versionSchema = z
  .strictObject({ version: z.int(), name: z.string(), subject: z.string(), writtenAt: timeView })
  .meta({ id: 'TemplateVersion' });

/** A template, in the shape of `ownTemplateSchema`. */
export function ownTemplateView({
  id,
  source,
  createdAt,
  updatedAt,
  ...rest
}: OwnTemplate): z.infer<typeof ownTemplateSchema> {
  const { subject, preheader = null, mjml = null, html = null, text = null } = source;
  const times = { createdAt: createdAt.toISOString(), updatedAt: updatedAt.toISOString() };
  return { ...rest, id: publicId('template', id), subject, preheader, mjml, html, text, ...times };
}

/** A version, in the shape of `versionSchema`. */
export function versionView({ number, name, source, writtenAt }: TemplateVersion): z.infer<typeof versionSchema> {
  return { version: number, name, subject: source.subject, writtenAt: writtenAt.toISOString() };
}

type Values = Omit<z.infer<typeof templateChangeSchema>, 'basedOn' | 'keepVersion'>;

/** The values of a body laid over those there are; null takes a part away. */
export function valuesOf(
  body: Values,
  was: OwnTemplateValues = { name: '', source: { subject: '' }, data: {} },
): OwnTemplateValues {
  const { name = was.name, data: given = was.data, ...parts } = body;
  const laid = {
    ...was.source,
    ...Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined)),
  };
  const source = Object.fromEntries(Object.entries(laid).filter(([, value]) => value !== null));
  return { name, source: { subject: '', ...source }, data: given };
}
