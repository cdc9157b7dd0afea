import type { StoryEntry } from '@hikyaku/campaigns';
import { type IdKind, publicId } from '@hikyaku/database';
import { deliveryStates } from '@hikyaku/ledger';
import { z } from 'zod';
import { idView, timeView } from '../http/value.ts';

const named = (kind: IdKind) => z.strictObject({ id: idView(kind), name: z.string() }).nullable();

const entrySchema = z
  .strictObject({
    at: timeView,
    kind: z.string().meta({ description: 'The kind of an event (subscribed, suppressed, lifted …), or `letter`.' }),
    campaign: named('campaign'),
    list: named('list'),
    letter: z
      .strictObject({
        state: z.enum(deliveryStates),
        reason: z.string().nullable(),
        reply: z.string().nullable(),
        attempts: z.int(),
      })
      .nullable()
      .meta({ description: 'Of a letter: what became of it, as its row in the books says now.' }),
    details: z.record(z.string(), z.unknown()).meta({ description: 'Of an event: its facts, by name.' }),
  })
  .meta({ id: 'StoryEntry' });

/** A page of a person's story. */
export const storySchema = z.strictObject({ items: z.array(entrySchema), nextCursor: z.string().nullable() });

/** Entries that were read with one more than asked for, in the shape of `storySchema`. */
export function storyView(entries: readonly StoryEntry[], limit: number) {
  const items = entries.slice(0, limit);
  return {
    items: items.map(({ kind, letter, details, ...entry }) => ({
      at: entry.at.toISOString(),
      kind,
      campaign: entry.campaign && { ...entry.campaign, id: publicId('campaign', entry.campaign.id) },
      list: entry.list && { ...entry.list, id: publicId('list', entry.list.id) },
      letter,
      details,
    })),
    nextCursor: entries.length > limit ? (items.at(-1)?.atMicros ?? null) : null,
  };
}
