import type { ApiKey } from '@hikyaku/campaigns';
import { publicId } from '@hikyaku/database';
import { z } from 'zod';
import { idView, lineValue, timeView } from '../http/value.ts';

/** Who or what a key is for; what is decided with it is recorded with this name. */
export const newApiKeySchema = z.strictObject({ name: lineValue(200).meta({ examples: ['shop'] }) });

/** A key as its workspace sees it. */
export const apiKeySchema = z
  .strictObject({
    id: idView('apiKey'),
    name: z.string(),
    createdAt: timeView,
    lastUsedAt: timeView.nullable().meta({ description: 'To 5 minutes; null: never, or not since this is noted.' }),
    revokedAt: timeView.nullable(),
  })
  .meta({ id: 'ApiKey', description: 'The key itself is shown once, when it is made.' });

/** All keys; there are few, so they come in one page. */
export const apiKeysSchema = z.strictObject({ items: z.array(apiKeySchema), nextCursor: z.null() });

/** A new key, this once. */
export const madeApiKeySchema = z.strictObject({ id: idView('apiKey'), name: z.string(), key: z.string() });

/** A key, in the shape of `apiKeySchema`. */
export function apiKeyView({ id, name, createdAt, lastUsedAt, revokedAt }: ApiKey): z.infer<typeof apiKeySchema> {
  return {
    id: publicId('apiKey', id),
    name,
    createdAt: createdAt.toISOString(),
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
    revokedAt: revokedAt?.toISOString() ?? null,
  };
}
