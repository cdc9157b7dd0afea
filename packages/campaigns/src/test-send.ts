import { type Address, addressKey, parseAddress } from '@hikyaku/message';
import { type RenderResult, renderer } from '@hikyaku/rendering';
import { mintToken, unsubscribeLink } from '@hikyaku/suppression';
import { contactFields } from './contact-fields.ts';
import { contactPlaceholders, personNamed } from './contact-placeholders.ts';
import { asProblem, compileContent } from './content.ts';
import { type Campaign, findCampaign } from './find-campaign.ts';
import { linkData, sharedData } from './merge-data.ts';
import type { NotFound, Problem, Problems } from './problem.ts';
import { type Fill, type QueuedLetter, queueLetter } from './queue-letter.ts';
import type { StreamDeps } from './send-message.ts';
import { senderFindings } from './sender-problems.ts';
import { testMark } from './test-mark.ts';
import { findWorkspace } from './workspace.ts';

/** Test copies are on their way (or withheld, with the reason), one for each address, in its order. */
export type TestSent = { kind: 'sent'; letters: QueuedLetter[]; warnings: Problem[] };

const mostAddresses = 20;

/**
 * Sends marked copies of a campaign as it is now, through the same engine and gate as any letter. Their links are inert: they
 * show the page and change nothing, and so there is no one-click header. Fields that an address has no value for show their name.
 */
export async function sendTest(
  deps: StreamDeps,
  workspaceId: string,
  campaignId: string,
  to: readonly string[],
): Promise<TestSent | NotFound | Problems> {
  const { db, pepper, publicUrl, now = () => new Date() } = deps;
  const campaign = await findCampaign(db, workspaceId, campaignId);
  const workspace = await findWorkspace(db, workspaceId);
  if (campaign === undefined || campaign.kind === 'stream' || workspace === undefined) return { kind: 'not-found' };
  const addresses = readAddresses(to);
  const sender = await senderFindings(db, workspaceId, campaign.from.email, publicUrl);
  const content = await compileContent(db, campaign, campaign);
  const problems = [...addresses.problems, ...sender.problems, ...(content.ok ? [] : content.problems)];
  if (problems.length > 0 || !content.ok) return { kind: 'problems', problems };

  const { render } = renderer(content.compiled);
  const shared = sharedData(campaign, workspace, campaign.data);
  const { person, problems: missing } = contactPlaceholders(content.compiled, shared);
  if (missing.length > 0) return { kind: 'problems', problems: missing.map(asProblem) };
  const named = personNamed(content.compiled, (field) => `[${field}]`);

  const letters: QueuedLetter[] = [];
  for (const address of addresses.read) {
    const key = addressKey(pepper, address);
    const own = { ...(await contactFields(db, workspaceId, key)), email: address.display };
    const fill = filler(deps, campaign, address, (links) => {
      const made = render({ ...shared, ...links, contact: { ...named, ...own } });
      // A name in brackets is no address and no day: where one is wanted, an example stands.
      return made.ok ? made : render({ ...shared, ...links, contact: { ...person, ...own } });
    });
    const queued = await queueLetter(db, { workspaceId, class: 'transactional', addressKey: key, at: now() }, fill);
    if (queued.kind === 'failed') return { kind: 'problems', problems: queued.failure };
    letters.push(queued);
  }
  const slots = letters.flatMap((letter) => (letter.kind === 'queued' ? [letter.slotId] : []));
  await deps.wake([...new Set(slots)]).catch(() => undefined);
  return { kind: 'sent', letters, warnings: [...sender.warnings, ...content.warnings] };
}

function readAddresses(to: readonly string[]): { read: Address[]; problems: Problem[] } {
  const parsed = to.map((text) => parseAddress(text));
  const problems = parsed.flatMap((one, index) => (one.ok ? [] : [{ field: `to[${index}]`, message: one.reason }]));
  if (to.length === 0 || to.length > mostAddresses) {
    problems.push({ field: 'to', message: `A test goes to 1 to ${mostAddresses} addresses, not ${to.length}.` });
  }
  return { read: parsed.flatMap((one) => (one.ok ? [one.address] : [])), problems };
}

/** Inert tokens: the page they open knows the campaign's list, and does nothing (TOK-8). */
function filler(
  { keyring, publicUrl }: StreamDeps,
  campaign: Campaign,
  address: Address,
  render: (links: ReturnType<typeof linkData>) => RenderResult,
): Fill<Problem[]> {
  return (ref) => {
    const listId = campaign.lists[0] ?? null;
    const token = mintToken(keyring, { workspaceId: campaign.workspaceId, listId, ref }, 'inert');
    const made = render(linkData(unsubscribeLink(publicUrl, token)));
    if (!made.ok) return { ok: false, failure: made.problems.map(asProblem) };
    const frame = { from: campaign.from, replyTo: campaign.replyTo ?? null, to: { email: address.envelope } };
    return { ok: true, words: { ...testMark(made.rendered, campaign.locale), ...frame } };
  };
}
