import type { Db } from '@hikyaku/database';
import { type Compiled, loadTemplate } from '@hikyaku/rendering';
import { audienceGaps } from './audience-gaps.ts';
import { classProblems } from './promotional.ts';
import { contactPlaceholders } from './contact-placeholders.ts';
import { asProblem, compileContent } from './content.ts';
import type { Campaign } from './find-campaign.ts';
import { finding } from './findings.ts';
import { sharedData } from './merge-data.ts';
import { narrowingOf } from './narrowing-of.ts';
import type { Problem } from './problem.ts';
import { sampleLeft } from './sample-left.ts';
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
  const warnings = [...sender.warnings, ...(content.ok ? content.warnings : []), ...(await sampleFindings(campaign))];
  problems.push(...classProblems(campaign.class, campaign.template));
  if (campaign.lists.length === 0) {
    problems.push(finding('lists', 'no-lists'));
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

/** Whoever begins with a built-in template begins with a letter about somebody else's shop. */
async function sampleFindings({ template, locale, data }: Campaign): Promise<Problem[]> {
  if (template?.kind !== 'built-in') return [];
  const sample = (await loadTemplate(template.name, locale))?.sample['data'];
  const { left, all } = sampleLeft(data, sample);
  return left === 0 ? [] : [finding('data', 'sample-left', { left, all })];
}

/** A field that nobody has is a mistake in the template; one that some lack costs those people their letter. */
async function gapFindings(
  db: Db,
  campaign: Campaign,
  required: readonly string[],
): Promise<{ problems: Problem[]; warnings: Problem[] }> {
  const narrowing = await narrowingOf(db, campaign.id);
  const gaps = await audienceGaps(db, campaign.workspaceId, campaign.lists, required, narrowing);
  if (gaps.people === 0) {
    const nobody = narrowing === undefined ? finding('lists', 'empty-lists') : finding('segments', 'empty-segments');
    return { problems: [], warnings: campaign.lists.length === 0 ? [] : [nobody] };
  }
  const lacking = gaps.lacking.filter(({ people }) => people > 0);
  return {
    problems: lacking
      .filter(({ people }) => people === gaps.people)
      .map(({ field }) => finding('contact', 'unknown-field', { field })),
    warnings: lacking
      .filter(({ people }) => people < gaps.people)
      .map(({ field, people }) => finding('contact', 'lacking-field', { field, lacking: people, people: gaps.people })),
  };
}
