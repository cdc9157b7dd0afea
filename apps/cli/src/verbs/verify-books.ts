import { viewCampaign } from '@hikyaku/campaigns';
import { type Db, publicId } from '@hikyaku/database';
import { chooseWorkspace } from '../choose.ts';
import { Refusal } from '../errors.ts';
import { count } from '../printable.ts';
import { type Context, defineVerb } from '../verb.ts';
import { withDatabase } from '../with-database.ts';

const pageSize = 200;

/** `verify books`: every targeted person has one row in one state, and what is over has nothing underway. Changes nothing. */
export const verifyBooks = defineVerb({
  options: { workspace: { value: 'wsp_…', help: 'only the books of this workspace; of all of them when left out' } },
  async run(context, given) {
    const wrong = await withDatabase(context, async (db) => {
      const named = given.option('workspace');
      return verify(context, db, named === undefined ? undefined : await chooseWorkspace(db, named));
    });
    if (wrong > 0) throw new Refusal(`The books of ${count(wrong, 'campaign')} are wrong; see above.`);
  },
});

async function verify(context: Context, db: Db, workspaceId: string | undefined): Promise<number> {
  const sums = { campaigns: 0, letters: 0, wrong: 0 };
  for await (const campaign of everyCampaign(db, workspaceId)) {
    const view = await viewCampaign(db, campaign.workspaceId, campaign.id);
    if (view === undefined) continue;
    const { balanced, settled, underway, counts, status } = view.progress;
    sums.campaigns += 1;
    sums.letters += settled + underway;
    const isOver = status === 'finished' || status === 'cancelled';
    if (balanced && !(isOver && underway > 0)) continue;
    sums.wrong += 1;
    const facts = `${counts.targeted} targeted, ${settled} settled, ${underway} underway`;
    context.say(`${publicId('campaign', campaign.id)} is ${status} with ${facts}.`);
  }
  const state = sums.wrong === 0 ? 'the books balance' : `${sums.wrong} wrong`;
  context.say(`${count(sums.campaigns, 'campaign')} (streams included), ${count(sums.letters, 'letter')}: ${state}.`);
  return sums.wrong;
}

/** Campaigns and streams, in pages by id. */
async function* everyCampaign(db: Db, workspaceId: string | undefined) {
  for (let after = '0'; ; ) {
    let query = db.selectFrom('campaigns').select(['id', 'workspace_id as workspaceId']).where('id', '>', after);
    if (workspaceId !== undefined) query = query.where('workspace_id', '=', workspaceId);
    const page = await query.orderBy('id').limit(pageSize).execute();
    yield* page;
    const last = page.at(-1);
    if (last === undefined) return;
    after = last.id;
  }
}
