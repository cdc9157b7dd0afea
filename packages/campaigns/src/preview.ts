import { addressKey, parseAddress } from '@hikyaku/message';
import { type Rendered, renderer } from '@hikyaku/rendering';
import type { Db } from '@hikyaku/database';
import { contactFields } from './contact-fields.ts';
import { contactPlaceholders, personNamed } from './contact-placeholders.ts';
import { asProblem, compileContent } from './content.ts';
import { findCampaign } from './find-campaign.ts';
import { linkData, sharedData } from './merge-data.ts';
import { type NotFound, type Problems, problem } from './problem.ts';
import { findWorkspace } from './workspace.ts';

/** A campaign's letter as it is now, for one person. Its links lead nowhere. */
export type Preview = { kind: 'preview'; rendered: Rendered };

/**
 * Writes a campaign's letter as one address would get it, without sending anything. Without an address, or for fields that it has no
 * value for, the names of the fields stand in brackets.
 */
export async function previewLetter(
  { db, pepper }: { db: Db; pepper: Buffer },
  workspaceId: string,
  campaignId: string,
  email: string | undefined,
): Promise<Preview | NotFound | Problems> {
  const campaign = await findCampaign(db, workspaceId, campaignId);
  const workspace = await findWorkspace(db, workspaceId);
  if (campaign === undefined || campaign.kind === 'stream' || workspace === undefined) return { kind: 'not-found' };
  const address = email === undefined ? undefined : parseAddress(email);
  if (address?.ok === false) return problem('email', address.reason);
  const content = await compileContent(db, campaign, campaign);
  if (!content.ok)
    return content.problems.length > 0
      ? { kind: 'problems', problems: content.problems }
      : problem('text', 'There is nothing to show yet.');

  const shared = sharedData(campaign, workspace, campaign.data);
  const { person, problems } = contactPlaceholders(content.compiled, shared);
  if (problems.length > 0) return { kind: 'problems', problems: problems.map(asProblem) };
  const own = address?.ok
    ? { ...(await contactFields(db, workspaceId, addressKey(pepper, address.address))), email: address.address.display }
    : { email: 'name@example.com' };
  const { render } = renderer(content.compiled);
  const links = linkData('https://example.com/u/preview');
  const named = personNamed(content.compiled, (field) => `[${field}]`);
  const first = render({ ...shared, ...links, contact: { ...named, ...own } });
  // A name in brackets is no address and no day: where one is wanted, an example stands.
  const made = first.ok ? first : render({ ...shared, ...links, contact: { ...person, ...own } });
  return made.ok
    ? { kind: 'preview', rendered: made.rendered }
    : { kind: 'problems', problems: made.problems.map(asProblem) };
}
