import type { Db } from '@hikyaku/database';
import { isMessageClass, requiresUnsubscribe, type ParsedAddress, parseAddress } from '@hikyaku/message';
import { type MergeData, type RenderResult, renderer, told } from '@hikyaku/rendering';
import { z } from 'zod';
import type { LetterFrame } from './letter-for.ts';
import { type SharedData, sharedData } from './merge-data.ts';
import { type WireMaker, type WritingDesk, wireCampaign } from './wire-letter.ts';
import { findWorkspace } from './workspace.ts';

/** A campaign with everything that its letters share, loaded once for many of them. */
export type OpenCampaign = {
  kind: 'campaign' | 'stream';
  frame: LetterFrame;
  /** The address of From, read; its domain is who signs. */
  from: ParsedAddress;
  shared: SharedData;
  /** What the address that takes a STOP is called in Reply-To; undefined where the workspace wants none. */
  stopByReply: string | undefined;
  /** The general way: what the letter says, for the composer. */
  render: (data: MergeData) => RenderResult;
  /** The fast way: its final bytes. Undefined for a stream, and for content that no wire program covers. */
  make: WireMaker | undefined;
};

/** Content as `campaign_contents` keeps it. */
export const frozenContent = z.object({ subject: z.string(), html: z.string(), text: z.string() });

/**
 * Loads a campaign from its frozen content, or a stream (whose letters bring their own); undefined when there is nothing to send.
 */
export async function openCampaign(db: Db, campaignId: string, desk: WritingDesk): Promise<OpenCampaign | undefined> {
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
  const fromAddress = parseAddress(row.from_email);
  const shared = sharedData(
    { name: row.name, from },
    workspace,
    z.record(z.string(), z.unknown()).parse(row.data ?? {}),
  );
  const frame: LetterFrame = {
    campaignId,
    workspaceId: row.workspace_id,
    class: row.class,
    from,
    replyTo: row.reply_to,
    listNames: await listNames(db, campaignId),
  };
  if (row.kind === 'stream')
    return {
      kind: 'stream',
      frame,
      from: fromAddress,
      shared,
      stopByReply: undefined,
      render: nothingToRender,
      make: undefined,
    };
  const content = frozenContent.parse(row.compiled);
  const letters = renderer(content);
  const wire = wireCampaign(frame, content, shared, desk);
  return {
    kind: 'campaign',
    frame,
    from: fromAddress,
    shared,
    stopByReply: workspace.stopByReply && requiresUnsubscribe(row.class) ? stopNames[workspace.locale] : undefined,
    render: (data) => letters.render(data),
    make: wire.ok ? wire.make : undefined,
  };
}

const stopNames = { ja: '配信停止の受付', en: 'STOP requests' } as const;

function nothingToRender(): RenderResult {
  return { ok: false, problems: [{ ...told('no-body'), where: 'html' }] };
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
