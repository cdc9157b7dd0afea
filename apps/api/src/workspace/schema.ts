import type { Workspace } from '@hikyaku/campaigns';
import { publicId } from '@hikyaku/database';
import { z } from 'zod';
import { idView } from '../http/value.ts';

const quietHours = z.strictObject({ from: z.string().max(20), until: z.string().max(20) }).meta({
  description: "HH:MM by the reader's clock, over midnight when `from` is the later.",
  examples: [{ from: '21:00', until: '08:00' }],
});

/** By which clock, and at which hours, marketing letters go. */
export const workspaceChangeSchema = z.strictObject({
  timeZone: z
    .string()
    .max(100)
    .exactOptional()
    .meta({ description: 'A name of the IANA database.', examples: ['Asia/Tokyo'] }),
  quietHours: quietHours.nullable().exactOptional().meta({
    description:
      "Hours in which no marketing letter is begun and none is tried again; null takes them away. A contact whose field `time_zone` names a zone has its own clock, everybody else the workspace's.",
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
    locale: z.enum(['ja', 'en']),
    timeZone: z.string(),
    quietHours: quietHours.nullable(),
  })
  .meta({ id: 'Workspace', description: 'One sending organisation.' });

/** A workspace, in the shape of `workspaceSchema`. */
export function workspaceView(workspace: Workspace): z.infer<typeof workspaceSchema> {
  return { ...workspace, id: publicId('workspace', workspace.id) };
}
