import { atomically, type Db, type EditedMeanwhile, type Editing, editedMeanwhile } from '@hikyaku/database';
import { sql } from 'kysely';
import { nextStatus, type Refused } from './campaign.ts';
import { unknownInAudience, writeAudience } from './draft-audience.ts';
import { type DraftValues, draftProblems } from './draft-values.ts';
import { type Campaign, findCampaign, stateOf } from './find-campaign.ts';
import { type NotFound, type Problems, problem } from './problem.ts';

/** A new draft: at least a name; the class is `marketing` and the locale the workspace's unless said otherwise. */
export type NewDraft = Pick<DraftValues, 'name'> & Partial<DraftValues>;

/** Changes to a draft: what is left out stays, null takes an optional value away. */
export type DraftChange = {
  [Field in keyof DraftValues]?: DraftValues[Field] | (undefined extends DraftValues[Field] ? null : never);
};

/** Makes a campaign that nobody will get before it is scheduled. */
export async function createDraft(
  db: Db,
  workspaceId: string,
  wanted: NewDraft,
  by: string | null = null,
): Promise<{ kind: 'created'; campaign: Campaign } | Problems> {
  const workspace = await db.selectFrom('workspaces').select('locale').where('id', '=', workspaceId).executeTakeFirst();
  const values: DraftValues = {
    subject: '',
    lists: [],
    exclude: [],
    segments: [],
    excludeSegments: [],
    from: { name: '', email: '' },
    data: {},
    class: 'marketing',
    locale: workspace?.locale === 'en' ? 'en' : 'ja',
    ...wanted,
  };
  const made = await atomically(db, async (tx): Promise<string | Problems> => {
    const problems = [...draftProblems(values), ...(await unknownInAudience(tx, workspaceId, values))];
    if (problems.length > 0) return { kind: 'problems', problems };
    const row = await tx
      .insertInto('campaigns')
      .values({ workspace_id: workspaceId, edited_by: by, ...columns(values) })
      .returning('id')
      .executeTakeFirstOrThrow();
    await writeAudience(tx, row.id, values);
    return row.id;
  });
  if (typeof made !== 'string') return made;
  const campaign = await findCampaign(db, workspaceId, made);
  return campaign ? { kind: 'created', campaign } : problem('name', 'The campaign was removed while it was made.');
}

/** Changes a draft, unless somebody else did since. Once scheduled its content is frozen, and a change is refused. */
export async function changeDraft(
  db: Db,
  workspaceId: string,
  campaignId: string,
  change: DraftChange,
  { by, basedOn }: Partial<Editing> = {},
): Promise<{ kind: 'changed'; campaign: Campaign } | EditedMeanwhile | NotFound | Refused | Problems> {
  return db.transaction().execute(async (tx) => {
    // Schedule takes the same lock: what it freezes is the whole of a draft, never half of a change.
    await sql`select pg_advisory_xact_lock(${campaignId})`.execute(tx);
    const campaign = await findCampaign(tx, workspaceId, campaignId);
    if (campaign === undefined || campaign.kind === 'stream') return { kind: 'not-found' };
    const move = nextStatus(stateOf(campaign), 'change');
    if (!move.allowed) return { kind: 'refused', status: campaign.status, verb: 'change', message: move.message };
    const meanwhile = editedMeanwhile(campaign, basedOn);
    if (meanwhile !== undefined) return meanwhile;
    const values: DraftValues = { ...campaign, ...without(change) };
    const problems = [...draftProblems(values), ...(await unknownInAudience(tx, workspaceId, values))];
    if (problems.length > 0) return { kind: 'problems', problems };
    await tx
      .updateTable('campaigns')
      .set({ ...columns(values), edited_by: by ?? null, updated_at: sql`clock_timestamp()` })
      .where('id', '=', campaignId)
      .execute();
    await writeAudience(tx, campaignId, values);
    const changed = await findCampaign(tx, workspaceId, campaignId);
    return changed ? { kind: 'changed', campaign: changed } : { kind: 'not-found' };
  });
}

/** A change with null as "none", and what it leaves out left out. */
function without(change: DraftChange): Partial<DraftValues> {
  const named = Object.entries(change).filter(([, value]) => value !== undefined);
  return Object.fromEntries(named.map(([field, value]) => [field, value ?? undefined]));
}

function columns({ name, class: messageClass, from, replyTo, locale, ...rest }: DraftValues) {
  const { subject, preheader, template, mjml, html, text, data } = rest;
  return {
    name,
    class: messageClass,
    from_name: from.name,
    from_email: from.email,
    reply_to: replyTo || null,
    locale,
    draft: JSON.stringify({ subject, preheader, template, mjml, html, text, data }),
  };
}
