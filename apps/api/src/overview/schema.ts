import type { Attention, Overview } from '@hikyaku/campaigns';
import { publicId } from '@hikyaku/database';
import { z } from 'zod';
import { idView, timeView } from '../http/value.ts';

const named = z.strictObject({ id: idView('campaign'), name: z.string() });

const attentionSchema = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('paused'),
      campaign: named,
      cause: z.enum(['self-test', 'too-many-invalid', 'too-many-complaints', 'somebody']),
    }),
    z.strictObject({ kind: z.literal('uncertain'), campaign: named, letters: z.int() }),
    z.strictObject({
      kind: z.literal('lane'),
      lane: z.string(),
      paused: z.boolean().meta({ description: 'By an operator; otherwise suspended for what its receiver said.' }),
      until: timeView.nullable(),
      reason: z.string().nullable(),
      campaigns: z.int().meta({ description: 'Newsletters of this workspace that wait in it.' }),
    }),
    z.strictObject({ kind: z.literal('held-addresses'), domain: z.string(), addresses: z.int() }),
  ])
  .meta({ id: 'Attention', description: 'Something that waits for a person.' });

/** What somebody who arrives should know. */
export const overviewSchema = z
  .strictObject({
    steps: z
      .strictObject({
        sender: z.boolean(),
        domain: z.boolean(),
        people: z.boolean(),
        draft: z.boolean(),
        sent: z.boolean(),
        campaigns: z.int(),
      })
      .meta({ description: 'The way to a first newsletter, as things stand.' }),
    people: z
      .strictObject({ days: z.int(), gained: z.int(), left: z.int(), gone: z.int() })
      .meta({ description: 'Added, left or complained, and addresses that are no more, in the last days.' }),
    attention: z.array(attentionSchema),
    local: z.boolean().meta({ description: 'Links in letters lead to this machine alone: nobody outside gets any.' }),
    mailboxUrl: z.string().nullable().meta({ description: 'Where letters can be looked at, where they stay here.' }),
  })
  .meta({ id: 'Overview' });

/** An overview, in the shape of `overviewSchema`. */
export function overviewView(
  { steps, people, attention }: Overview,
  place: { local: boolean; mailboxUrl: string | null },
): z.infer<typeof overviewSchema> {
  return { steps, people, attention: attention.map(attentionView), ...place };
}

function attentionView(one: Attention): z.infer<typeof attentionSchema> {
  switch (one.kind) {
    case 'paused':
    case 'uncertain':
      return { ...one, campaign: { ...one.campaign, id: publicId('campaign', one.campaign.id) } };
    case 'lane':
      return { ...one, until: one.until?.toISOString() ?? null };
    case 'held-addresses':
      return one;
  }
}
