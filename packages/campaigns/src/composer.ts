import type { KeyObject } from 'node:crypto';
import type { Db } from '@hikyaku/database';
import type { Composer, Composition, DueLetter } from '@hikyaku/delivery';
import {
  type Address,
  compose,
  type DkimSigner,
  type FitLetter,
  type Keyring,
  type Letter,
  LetterRefusedError,
  type Mailbox,
  messageId,
  Paper,
  type ParsedAddress,
  parseAddress,
  replyAddress,
  returnPath,
  type Sign,
  signDkim,
  signOnThreadPool,
  signingKey,
  type Unsubscribe,
  unsubscribeAddress,
  WireWriter,
} from '@hikyaku/message';
import { mintPersonToken, mintToken, preferencesLink, unsubscribeLink } from '@hikyaku/suppression';
import { keeper } from './kept.ts';
import { letterFor } from './letter-for.ts';
import { linkData } from './merge-data.ts';
import { loadSigners } from './sender-domain.ts';
import { type OpenCampaign, openCampaign } from './open-campaign.ts';
import { type StreamWords, streamWords } from './stream-letters.ts';
import type { WireMade } from './wire-letter.ts';

/**
 * What letters are made with. `publicUrl` is the base of their links, `bounceDomain` where their returns go, `inboundDomain` where
 * people may write to leave (none: letters name no such address); the thread pool signs unless told otherwise.
 */
export type ComposerDeps = {
  db: Db;
  keyring: Keyring;
  publicUrl: string;
  bounceDomain: string;
  inboundDomain?: string;
  sign?: Sign;
  now?: () => Date;
};

/** How long names, addresses and keys of a workspace may be remembered: a change of them is seen within minutes. */
const keptForMs = 3 * 60_000;

/**
 * Makes the letters of campaigns and streams: the content as it was frozen, the contact's fields as they are now. A person whose
 * letter cannot be made gets none, with the reason; anything else that goes wrong (no database, no key to unseal) is thrown.
 */
export function campaignComposer(deps: ComposerDeps): Composer {
  const campaigns = keeper<OpenCampaign | undefined>({ most: 50, forMs: keptForMs });
  const signers = keeper<DkimSigner[]>({ most: 500, forMs: keptForMs });
  const desk = { writer: new WireWriter(new Paper()), sign: deps.sign ?? signOnThreadPool };
  return {
    async open(campaignId, letters) {
      const campaign = await campaigns(campaignId, () => openCampaign(deps.db, campaignId, desk));
      if (campaign === undefined) return async () => ({ ok: false, reason: 'The campaign has no frozen content.' });
      const { workspaceId } = campaign.frame;
      const signersOf = (domain: string) =>
        signers(`${workspaceId}/${domain}`, () => loadSigners(deps.db, deps.keyring, workspaceId, domain));
      if (campaign.kind === 'campaign') {
        const by = campaign.from.ok ? await signersOf(campaign.from.address.domain) : [];
        return (due) => campaignLetter(deps, campaign, due, by);
      }
      const words = await streamWords(deps.db, campaignId, letters);
      return (due) => streamLetter(deps, campaign, due, words, signersOf);
    },
  };
}

type SignersOf = (domain: string) => Promise<readonly DkimSigner[]>;

/** The fast way where there is one, else the general composer: both say the same (wire-letter.test.ts). */
function campaignLetter(
  deps: ComposerDeps,
  campaign: OpenCampaign,
  due: DueLetter,
  by: readonly DkimSigner[],
): Composition | Promise<Composition> {
  const { frame, shared } = campaign;
  const known = identify(deps, due, campaign.from, due.email);
  if (!known.ok) return known;
  const { identity, to } = known;
  const token = mintToken(deps.keyring, { workspaceId: frame.workspaceId, listId: due.listId, ref: due.ref });
  const unsubscribeUrl = unsubscribeLink(deps.publicUrl, token);
  const preferencesUrl = preferencesLink(deps.publicUrl, preferencesToken(deps, frame.workspaceId, due, identity.date));
  const person = { ...linkData(unsubscribeUrl, preferencesUrl), contact: { ...due.fields, email: to.display } };
  const unsubscribe = wayOut(deps, due, unsubscribeUrl);
  const parts = {
    ...identity,
    to: { email: due.email, address: to },
    unsubscribe,
    ...stopByReply(deps, campaign, due),
    listId: due.listId,
  };
  if (campaign.make !== undefined) {
    const finish = (made: WireMade) => (made.ok ? enveloped(deps, due, to, made.letter, made.done) : made);
    const made = campaign.make({ ...parts, person }, by);
    return made instanceof Promise ? made.then(finish) : finish(made);
  }
  const said = campaign.render({ ...shared, ...person });
  if (!said.ok) return { ok: false, reason: said.problems.map((problem) => problem.message).join(' ') };
  return composed(deps, due, to, letterFor(frame, { ...parts, words: said.rendered }), by);
}

function wayOut({ keyring, inboundDomain }: ComposerDeps, { ref }: DueLetter, url: string): Unsubscribe {
  if (inboundDomain === undefined) return { url };
  const address = unsubscribeAddress(signingKey(keyring, 'unsubscribe-address'), ref, inboundDomain);
  return { url, mailto: `mailto:${address}` };
}

/** Only where mail is received, and the workspace wants it. */
function stopByReply(
  { keyring, inboundDomain }: ComposerDeps,
  { stopByReply: name }: OpenCampaign,
  { ref }: DueLetter,
): { replyAlso?: Mailbox } {
  if (inboundDomain === undefined || name === undefined) return {};
  return { replyAlso: { name, email: replyAddress(signingKey(keyring, 'reply-address'), ref, inboundDomain) } };
}

/** Links to a person's own settings grow old: whoever finds the letter later may still unsubscribe by it, but see no lists. */
const preferencesDays = 30;

function preferencesToken(deps: ComposerDeps, workspaceId: string, { ref }: DueLetter, date: Date): string {
  const subject = { workspaceId, addressKey: ref.addressKey, listId: null };
  return mintPersonToken(deps.keyring, 'preferences', subject, new Date(date.getTime() + preferencesDays * 86_400_000));
}

async function streamLetter(
  deps: ComposerDeps,
  campaign: OpenCampaign,
  due: DueLetter,
  words: (due: DueLetter) => StreamWords | undefined,
  signersOf: SignersOf,
): Promise<Composition> {
  const said = words(due);
  if (said === undefined) return { ok: false, reason: 'What this letter says is missing.' };
  const known = identify(deps, due, parseAddress(said.from.email), said.to.email);
  if (!known.ok) return known;
  const frame = { ...campaign.frame, from: said.from, replyTo: said.replyTo };
  const letter = letterFor(frame, { ...known.identity, to: said.to, words: said, unsubscribe: null, listId: null });
  return composed(deps, due, known.to, letter, await signersOf(known.domain));
}

type Identified =
  | { ok: true; identity: { messageId: string; date: Date }; to: Address; domain: string }
  | { ok: false; reason: string };

/** What identifies a letter under the domain it comes from, and whom it goes to. */
function identify(deps: ComposerDeps, due: DueLetter, sender: ParsedAddress, recipient: string): Identified {
  if (!sender.ok) return sender;
  const to = parseAddress(recipient);
  if (!to.ok) return to;
  const { domain } = sender.address;
  const identity = {
    messageId: messageId(messageIdSecret(deps.keyring), due.ref, domain),
    date: deps.now?.() ?? new Date(),
  };
  return { ok: true, identity, to: to.address, domain };
}

/** The oldest key, because a rotation adds keys in front: a retry after it must bear the same Message-ID. */
function messageIdSecret(keyring: Keyring): KeyObject {
  const oldest = keyring.at(-1) ?? keyring[0];
  return signingKey([oldest], 'message-id').key;
}

async function composed(
  deps: ComposerDeps,
  due: DueLetter,
  to: Address,
  letter: Letter,
  signers: readonly DkimSigner[],
): Promise<Composition> {
  try {
    return enveloped(deps, due, to, { bytes: await signDkim(await compose(letter), signers, letter.date) });
  } catch (error) {
    if (error instanceof LetterRefusedError) return { ok: false, reason: error.message };
    throw error;
  }
}

type Written = FitLetter | { bytes: Buffer };

function enveloped(deps: ComposerDeps, due: DueLetter, to: Address, written: Written, done = () => {}): Composition {
  const from = returnPath(signingKey(deps.keyring, 'return-path'), due.ref, deps.bounceDomain);
  return {
    ok: true,
    letter: {
      ref: due.ref,
      attempt: due.attempt,
      envelope: { from, to: to.envelope },
      bytes: written.bytes,
      ...('bytesAndDot' in written ? { fit: written } : {}),
    },
    done,
  };
}
