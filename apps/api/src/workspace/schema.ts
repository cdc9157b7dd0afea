import type { Workspace } from '@hikyaku/campaigns';
import { publicId } from '@hikyaku/database';
import { z } from 'zod';
import { idView, lineValue } from '../http/value.ts';

const quietHours = z.strictObject({ from: z.string().max(20), until: z.string().max(20) }).meta({
  description: "HH:MM by the reader's clock, over midnight when `from` is the later.",
  examples: [{ from: '21:00', until: '08:00' }],
});

const locale = z.enum(['ja', 'en']);

/** Who sends, by which clock, at which hours its marketing letters go, and what an answer to them does. */
export const workspaceChangeSchema = z.strictObject({
  name: lineValue(200).exactOptional(),
  legalName: lineValue(300).exactOptional().meta({ description: 'Name of the sender before the law, in footers.' }),
  postalAddress: lineValue(500).exactOptional(),
  contact: lineValue(300).exactOptional().meta({ description: 'Where readers can ask: an address, a number, a page.' }),
  locale: locale.exactOptional(),
  timeZone: z
    .string()
    .max(100)
    .exactOptional()
    .meta({ description: 'A name of the IANA database.', examples: ['Asia/Tokyo'] }),
  quietHours: quietHours.nullable().exactOptional().meta({
    description:
      "Hours in which no marketing letter is begun and none is tried again; null takes them away. A contact whose field `time_zone` names a zone has its own clock, everybody else the workspace's.",
  }),
  stopByReply: z.boolean().exactOptional().meta({
    description:
      'Whether newsletters take an answer of STOP, 停止 or 配信停止: Reply-To then names, behind the usual address, one of the letter that does. It needs `INBOUND_DOMAIN`.',
  }),
});

/** The caller's workspace. */
export const workspaceSchema = z
  .strictObject({
    id: idView('workspace'),
    name: z.string(),
    legalName: z.string(),
    postalAddress: z.string(),
    contact: z.string(),
    locale,
    timeZone: z.string(),
    quietHours: quietHours.nullable(),
    stopByReply: z.boolean(),
  })
  .meta({ id: 'Workspace', description: 'One sending organisation.' });

/** What a footer is to say, kept or not; empty parts are shown as a dash. */
export const footerQuery = z.strictObject({
  legalName: z.string().max(300).optional(),
  postalAddress: z.string().max(500).optional(),
  contact: z.string().max(300).optional(),
  locale: locale.optional(),
});

/** A workspace, in the shape of `workspaceSchema`. */
export function workspaceView(workspace: Workspace): z.infer<typeof workspaceSchema> {
  return { ...workspace, id: publicId('workspace', workspace.id) };
}
