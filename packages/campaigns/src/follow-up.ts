import { createSegment, type LetterFate, type SegmentRule } from '@hikyaku/audience';
import { atomically, type Db, publicId } from '@hikyaku/database';
import type { Refused } from './campaign.ts';
import { createDraft } from './draft.ts';
import { type Campaign, findCampaign } from './find-campaign.ts';
import type { NotFound, Problems } from './problem.ts';

/** To whom, by what became of their letter; what the draft and the segment are called, where their author says so. */
export type FollowUp = { letters: readonly LetterFate[]; name?: string | undefined; segmentName?: string | undefined };

/**
 * Makes a draft of a campaign that is over, with its content, for those of its lists whose letter came to this. They are told by a
 * segment, which is there already when somebody has asked the same before; both are made or neither. Whom it excluded, it excludes again.
 */
export async function followUp(
  db: Db,
  workspaceId: string,
  campaignId: string,
  { letters, name, segmentName }: FollowUp,
  by: string | null = null,
): Promise<{ kind: 'created'; campaign: Campaign } | NotFound | Refused | Problems> {
  return allOrNothing(db, async (tx) => {
    const campaign = await findCampaign(tx, workspaceId, campaignId);
    if (campaign === undefined || campaign.kind === 'stream') return { kind: 'not-found' };
    const { status } = campaign;
    if (status !== 'finished' && status !== 'cancelled')
      return { kind: 'refused', status, verb: 'follow-up', message: tooEarly };
    const rule: SegmentRule = {
      kind: 'all',
      of: [{ kind: 'letter', campaign: publicId('campaign', campaignId), is: [...new Set(letters)].toSorted(byName) }],
    };
    const called = segmentName ?? `${shortened(campaign.name)} (${letters.join(', ')})`;
    const segment = await segmentOf(tx, workspaceId, called, rule, by);
    if (segment.kind === 'problems') return segment;
    const values = { ...contentOf(campaign), name: name ?? campaign.name, segments: [segment.id] };
    return createDraft(tx, workspaceId, { ...values, excludeSegments: await kept(tx, campaign.excludeSegments) }, by);
  });
}

type Made = Awaited<ReturnType<typeof followUp>>;

/** Keeps nothing of the work when it ends in a refusal. */
async function allOrNothing(db: Db, work: (tx: Db) => Promise<Made>): Promise<Made> {
  try {
    return await atomically(db, async (tx) => {
      const made = await work(tx);
      if (made.kind !== 'created') throw new RefusedFollowUp(made);
      return made;
    });
  } catch (error) {
    if (error instanceof RefusedFollowUp) return error.outcome;
    throw error;
  }
}

class RefusedFollowUp extends Error {
  readonly outcome: Made;
  constructor(outcome: Made) {
    super(`The follow-up was refused: ${outcome.kind}.`);
    this.outcome = outcome;
  }
}

const tooEarly = 'What became of its letters is not known before it is over; wait until it is finished, or cancel it.';

function byName(a: string, b: string): number {
  return a < b ? -1 : 1;
}

function shortened(name: string): string {
  return name.length > 120 ? `${name.slice(0, 119).toWellFormed()}…` : name;
}

async function segmentOf(
  tx: Db,
  workspaceId: string,
  name: string,
  rule: SegmentRule,
  by: string | null,
): Promise<{ kind: 'segment'; id: string } | Problems> {
  const there = await tx
    .selectFrom('segments')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('removed_at', 'is', null)
    .where('rule', '=', JSON.stringify(rule))
    .orderBy('id')
    .forShare()
    .executeTakeFirst();
  if (there !== undefined) return { kind: 'segment', id: there.id };
  const made = await createSegment(tx, workspaceId, { name, rule }, by);
  if (made.kind === 'created') return { kind: 'segment', id: made.segment.id };
  return {
    kind: 'problems',
    problems: made.problems.map(({ path, reason }) => ({
      field: path[0] === 'name' ? 'segmentName' : 'letters',
      message: reason,
    })),
  };
}

/** Everything of a campaign that another of the same content begins with. */
function contentOf({ subject, preheader, template, mjml, html, text, data, ...campaign }: Campaign) {
  const { lists, exclude, from, replyTo, locale, class: messageClass } = campaign;
  const content = { subject, preheader, template, mjml, html, text, data };
  return { ...content, lists, exclude, from, replyTo, locale, class: messageClass };
}

/** Segments that have been taken away since exclude nobody any more. */
async function kept(tx: Db, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await tx
    .selectFrom('segments')
    .select('id')
    .where('id', 'in', ids)
    .where('removed_at', 'is', null)
    .execute();
  const there = new Set(rows.map(({ id }) => id));
  return ids.filter((id) => there.has(id));
}
