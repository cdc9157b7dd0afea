import type { Db } from '@hikyaku/database';
import { chooseWorkspace, readId } from './choose.ts';
import { type Argument, type Context, type Given, workspaceOption } from './verb.ts';
import { withDatabase } from './with-database.ts';

/** What every verb about one campaign takes first. */
export const campaignArgument = {
  value: '<cmp_…>',
  help: 'the campaign; `campaign list` shows them',
} satisfies Argument;

/** What every such verb takes besides. */
export const campaignOptions = { workspace: workspaceOption } as const;

/** Does something with the campaign that was named: its id is read before the database is opened. */
export async function withCampaign<Result>(
  context: Context,
  given: Given<'workspace'>,
  work: (db: Db, workspaceId: string, campaignId: string) => Promise<Result>,
): Promise<Result> {
  const campaignId = readId('campaign', given.argument);
  return withDatabase(context, async (db) => {
    return work(db, await chooseWorkspace(db, given.option('workspace')), campaignId);
  });
}
