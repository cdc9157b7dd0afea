import type { Db } from '@hikyaku/database';
import { isMessageClass } from '@hikyaku/message';
import { type MergeData, type RenderResult, renderer } from '@hikyaku/rendering';
import { z } from 'zod';
import type { LetterFrame } from './letter-for.ts';
import { type SharedData, sharedData } from './merge-data.ts';
import { findWorkspace } from './workspace.ts';

/** A campaign with everything that its letters share, loaded once for many of them. */
export type OpenCampaign = {
  kind: 'campaign' | 'stream';
  frame: LetterFrame;
  shared: SharedData;
  render: (data: MergeData) => RenderResult;
};

/** Content as `campaign_contents` keeps it. */
export const frozenContent = z.object({ subject: z.string(), html: z.string(), text: z.string() });

/** Loads a campaign from its frozen content, or a stream (whose letters bring their own); undefined when there is nothing to send. */
export async function openCampaign(db: Db, campaignId: string): Promise<OpenCampaign | undefined> {
  const row = await db
    .selectFrom('campaigns')
    .leftJoin('campaign_contents', 'campaign_contents.campaign_id', 'campaigns.id')
    .select(['id', 'workspace_id', 'kind', 'class', 'name', 'from_name', 'from_email', 'reply_to', 'compiled', 'data'])
    .where('id', '=', campaignId)
    .executeTakeFirst();
  const workspace = row && (await findWorkspace(db, row.workspace_id));
  if (row === undefined || workspace === undefined || !isMessageClass(row.class)) return undefined;
  if (row.kind === 'campaign' && row.compiled === null) return undefined;
  const from = { name: row.from_name, email: row.from_email };
  return {
    kind: row.kind === 'stream' ? 'stream' : 'campaign',
    frame: {
      campaignId,
      workspaceId: row.workspace_id,
      class: row.class,
      from,
      replyTo: row.reply_to,
      listNames: await listNames(db, campaignId),
    },
    shared: sharedData({ name: row.name, from }, workspace, z.record(z.string(), z.unknown()).parse(row.data ?? {})),
    render: renderOf(row.compiled),
  };
}

function renderOf(compiled: unknown): (data: MergeData) => RenderResult {
  if (compiled === null)
    return () => ({ ok: false, problems: [{ where: 'html', message: 'A stream has no content of its own.' }] });
  const letters = renderer(frozenContent.parse(compiled));
  return (data) => letters.render(data);
}

async function listNames(db: Db, campaignId: string): Promise<ReadonlyMap<string, string>> {
  const rows = await db
    .selectFrom('campaign_lists')
    .innerJoin('lists', 'lists.id', 'campaign_lists.list_id')
    .select(['lists.id', 'lists.name'])
    .where('campaign_id', '=', campaignId)
    .execute();
  return new Map(rows.map((row) => [row.id, row.name]));
}
