import type { Db } from '@hikyaku/database';
import { sql } from 'kysely';
import { nextStatus, type Refused } from './campaign.ts';
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
): Promise<{ kind: 'created'; campaign: Campaign } | Problems> {
  const workspace = await db.selectFrom('workspaces').select('locale').where('id', '=', workspaceId).executeTakeFirst();
  const values: DraftValues = {
    subject: '',
    lists: [],
    exclude: [],
    from: { name: '', email: '' },
    data: {},
    class: 'marketing',
    locale: workspace?.locale === 'en' ? 'en' : 'ja',
    ...wanted,
  };
  const problems = [...draftProblems(values), ...(await unknownLists(db, workspaceId, values))];
  if (problems.length > 0) return { kind: 'problems', problems };
  const id = await db.transaction().execute(async (tx) => {
    const row = await tx
      .insertInto('campaigns')
      .values({ workspace_id: workspaceId, ...columns(values) })
      .returning('id')
      .executeTakeFirstOrThrow();
    await writeLists(tx, row.id, values);
    return row.id;
  });
  const campaign = await findCampaign(db, workspaceId, id);
  return campaign ? { kind: 'created', campaign } : problem('name', 'The campaign was removed while it was made.');
}

/** Changes a draft. Once scheduled its content is frozen, and a change is refused. */
export async function changeDraft(
  db: Db,
  workspaceId: string,
  campaignId: string,
  change: DraftChange,
): Promise<{ kind: 'changed'; campaign: Campaign } | NotFound | Refused | Problems> {
  return db.transaction().execute(async (tx) => {
    // Schedule takes the same lock: what it freezes is the whole of a draft, never half of a change.
    await sql`select pg_advisory_xact_lock(${campaignId})`.execute(tx);
    const campaign = await findCampaign(tx, workspaceId, campaignId);
    if (campaign === undefined || campaign.kind === 'stream') return { kind: 'not-found' };
    const move = nextStatus(stateOf(campaign), 'change');
    if (!move.allowed) return { kind: 'refused', status: campaign.status, message: move.message };
    const values: DraftValues = { ...campaign, ...without(change) };
    const problems = [...draftProblems(values), ...(await unknownLists(tx, workspaceId, values))];
    if (problems.length > 0) return { kind: 'problems', problems };
    await tx
      .updateTable('campaigns')
      .set({ ...columns(values), updated_at: sql`clock_timestamp()` })
      .where('id', '=', campaignId)
      .execute();
    await tx.deleteFrom('campaign_lists').where('campaign_id', '=', campaignId).execute();
    await writeLists(tx, campaignId, values);
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

async function writeLists(db: Db, campaignId: string, { lists, exclude }: DraftValues): Promise<void> {
  const rows = [
    ...lists.map((list_id, position) => ({ list_id, position, role: 'include' })),
    ...exclude.map((list_id, position) => ({ list_id, position, role: 'exclude' })),
  ];
  if (rows.length === 0) return;
  await db
    .insertInto('campaign_lists')
    .values(rows.map((row) => ({ campaign_id: campaignId, ...row })))
    .execute();
}

async function unknownLists(db: Db, workspaceId: string, { lists, exclude }: DraftValues) {
  const ids = [...lists, ...exclude];
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('lists')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('id', 'in', ids)
    .execute();
  const known = new Set(rows.map((row) => row.id));
  const fields = [['lists', lists] as const, ['exclude', exclude] as const];
  return fields
    .filter(([, named]) => named.some((id) => !known.has(id)))
    .map(([field]) => ({ field, message: 'An unknown list is named: use the id of a list of this workspace.' }));
}
