import { type Campaign, listCampaigns } from '@hikyaku/campaigns';
import { publicId } from '@hikyaku/database';
import { chooseWorkspace, readId } from '../choose.ts';
import { UsageError } from '../errors.ts';
import { moment } from '../printable.ts';
import { defineVerb, workspaceOption } from '../verb.ts';
import { withDatabase } from '../with-database.ts';

const usualLimit = 20;
const mostLines = 200;

/** `campaign list`: one line each, newest first. */
export const campaignList = defineVerb({
  options: {
    limit: { value: 'number', help: `how many, at most ${mostLines}; ${usualLimit} when left out` },
    before: { value: 'cmp_…', help: 'those older than this one' },
    workspace: workspaceOption,
  },
  async run(context, given) {
    const limit = readLimit(given.option('limit'));
    const last = given.option('before');
    const page = { limit, ...(last === undefined ? {} : { before: readId('campaign', last) }) };
    const campaigns = await withDatabase(context, async (db) => {
      return listCampaigns(db, await chooseWorkspace(db, given.option('workspace')), page);
    });
    if (campaigns.length === 0) return context.say('No campaigns.');
    for (const campaign of campaigns) context.say(campaignLine(campaign));
  },
});

function readLimit(text: string | undefined): number {
  const limit = Number(text ?? usualLimit);
  if (/^\d{1,3}$/.test(text ?? '1') && limit >= 1 && limit <= mostLines) return limit;
  throw new UsageError(`--limit is "${text}"; write a number from 1 to ${mostLines}.`);
}

function campaignLine({ id, status, scheduledAt, localAt, name }: Campaign): string {
  const at = localAt !== null ? `  ${localAt} local` : scheduledAt === null ? '' : `  ${moment(scheduledAt)}`;
  return `${publicId('campaign', id)}  ${status.padEnd(10)}${at}  ${name}`;
}
