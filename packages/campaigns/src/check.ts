import type { Db } from '@hikyaku/database';
import type { Compiled } from '@hikyaku/rendering';
import { audienceGaps } from './audience-gaps.ts';
import { classProblems } from './promotional.ts';
import { contactPlaceholders } from './contact-placeholders.ts';
import { asProblem, compileContent } from './content.ts';
import type { Campaign } from './find-campaign.ts';
import { sharedData } from './merge-data.ts';
import type { Problem } from './problem.ts';
import { senderFindings } from './sender-problems.ts';
import { findWorkspace } from './workspace.ts';

/** What stands in the way of sending (`problems`), and what its author should know before (`warnings`). Content is there when it compiles. */
export type Check = { problems: Problem[]; warnings: Problem[]; compiled: Compiled | undefined };

/** Looks at a campaign as if it were sent now: content, placeholders, sender, audience. Changes nothing. */
export async function checkCampaign(
  { db, publicUrl }: { db: Db; publicUrl: string },
  campaign: Campaign,
): Promise<Check> {
  const content = await compileContent(db, campaign, campaign);
  const sender = await senderFindings(db, campaign.workspaceId, campaign.from.email, publicUrl);
  const problems = [...sender.problems, ...(content.ok ? [] : content.problems)];
  const warnings = [...sender.warnings, ...(content.ok ? content.warnings : [])];
  problems.push(...classProblems(campaign.class, campaign.template));
  if (campaign.lists.length === 0) {
    problems.push({ field: 'lists', message: 'Say to whom: name at least one list.' });
  }
  if (!content.ok) return { problems, warnings, compiled: undefined };

  const workspace = await findWorkspace(db, campaign.workspaceId);
  if (workspace === undefined) return { problems, warnings, compiled: undefined };
  const shared = sharedData(campaign, workspace, campaign.data);
  const placeholders = contactPlaceholders(content.compiled, shared);
  problems.push(...placeholders.problems.map(asProblem));
  const gaps = await gapFindings(db, campaign, placeholders.required);
  return {
    problems: [...problems, ...gaps.problems],
    warnings: [...warnings, ...gaps.warnings],
    compiled: content.compiled,
  };
}

/** A field that nobody has is a mistake in the template; one that some lack costs those people their letter. */
async function gapFindings(
  db: Db,
  campaign: Campaign,
  required: readonly string[],
): Promise<{ problems: Problem[]; warnings: Problem[] }> {
  const gaps = await audienceGaps(db, campaign.workspaceId, campaign.lists, required);
  const field = 'contact';
  if (gaps.people === 0) {
    const message = 'The lists hold nobody yet: whoever joins before the time it is sent will get it.';
    return { problems: [], warnings: campaign.lists.length === 0 ? [] : [{ field: 'lists', message }] };
  }
  const lacking = gaps.lacking.filter(({ people }) => people > 0);
  const advice = (path: string) => `write {{default contact.${path} '…'}} or {{#if contact.${path}}} around it`;
  return {
    problems: lacking
      .filter(({ people }) => people === gaps.people)
      .map((gap) => ({
        field,
        message: `{{contact.${gap.field}}} is an unknown placeholder: nobody on these lists has a field "${gap.field}"; correct its name, or ${advice(gap.field)}.`,
      })),
    warnings: lacking
      .filter(({ people }) => people < gaps.people)
      .map((gap) => ({
        field,
        message: `${gap.people} of ${gaps.people} people have no "${gap.field}" and would get no letter; ${advice(gap.field)}.`,
      })),
  };
}
