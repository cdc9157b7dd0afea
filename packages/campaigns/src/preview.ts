import { addressKey, type Keyring, parseAddress } from '@hikyaku/message';
import { type Rendered, renderer } from '@hikyaku/rendering';
import type { Db } from '@hikyaku/database';
import { mintToken, unsubscribeLink } from '@hikyaku/suppression';
import { contactFields } from './contact-fields.ts';
import { contactPlaceholders, personNamed } from './contact-placeholders.ts';
import { asProblem, compileContent } from './content.ts';
import { findCampaign } from './find-campaign.ts';
import { finding } from './findings.ts';
import { linkData, sharedData } from './merge-data.ts';
import { type NotFound, type Problems, problem } from './problem.ts';
import { previewHeader } from './preview-header.ts';
import { findWorkspace } from './workspace.ts';

/**
 * A campaign's letter as it is now, for one person. Its links open pages that say so and change nothing. `known` is whether the address
 * asked for is one of the contacts; null when none was asked for.
 */
export type Preview = { kind: 'preview'; rendered: Rendered; header: string[]; known: boolean | null };

/** What a preview is made with. */
type PreviewDeps = { db: Db; pepper: Buffer; keyring: Keyring; publicUrl: string; now?: Date };

/**
 * Writes a campaign's letter as one address would get it, without sending anything. Without an address, or for fields that it has no
 * value for, the names of the fields stand in brackets.
 */
export async function previewLetter(
  { db, pepper, keyring, publicUrl, now = new Date() }: PreviewDeps,
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
      : { kind: 'problems', problems: [finding('text', 'nothing-yet')] };

  const shared = sharedData(campaign, workspace, campaign.data);
  const { person, problems } = contactPlaceholders(content.compiled, shared);
  if (problems.length > 0) return { kind: 'problems', problems: problems.map(asProblem) };
  const key = address?.ok ? addressKey(pepper, address.address) : nobody;
  const fields = address?.ok ? await contactFields(db, workspaceId, key) : undefined;
  const own = { ...fields, email: address?.ok ? address.address.display : 'name@example.com' };
  const { render } = renderer(content.compiled);
  const ref = { campaignId, addressKey: key, letterNo: 0 };
  const token = mintToken(keyring, { workspaceId, listId: campaign.lists[0] ?? null, ref }, 'inert');
  const wayOut = unsubscribeLink(publicUrl, token);
  const links = linkData(wayOut);
  const named = personNamed(content.compiled, (field) => `[${field}]`);
  const first = render({ ...shared, ...links, contact: { ...named, ...own } });
  // A name in brackets is no address and no day: where one is wanted, an example stands.
  const made = first.ok ? first : render({ ...shared, ...links, contact: { ...person, ...own } });
  if (!made.ok) return { kind: 'problems', problems: made.problems.map(asProblem) };
  const { rendered } = made;
  const header = await previewHeader(db, campaign, { to: own.email, words: rendered, wayOut, date: now });
  return { kind: 'preview', rendered, header, known: address === undefined ? null : fields !== undefined };
}

const nobody = Buffer.alloc(16);
