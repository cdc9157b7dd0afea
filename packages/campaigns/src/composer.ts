import type { Db } from '@hikyaku/database';
import type { Composer, Composition, DueLetter } from '@hikyaku/delivery';
import {
  compose,
  type DkimSigner,
  type Keyring,
  type Letter,
  LetterRefusedError,
  messageId,
  parseAddress,
  returnPath,
  signDkim,
  signingKey,
} from '@hikyaku/message';
import { mintToken, unsubscribeLink } from '@hikyaku/suppression';
import { keeper } from './kept.ts';
import { contactData, letterFor } from './letter-for.ts';
import { linkData } from './merge-data.ts';
import { loadSigners } from './sender-domain.ts';
import { type OpenCampaign, openCampaign } from './open-campaign.ts';
import { type StreamWords, streamWords } from './stream-letters.ts';

/** What letters are made with. `publicUrl` is the base of their links, `bounceDomain` where their returns go. */
export type ComposerDeps = {
  db: Db;
  keyring: Keyring;
  publicUrl: string;
  bounceDomain: string;
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
  return {
    async open(campaignId, letters) {
      const campaign = await campaigns(campaignId, () => openCampaign(deps.db, campaignId));
      if (campaign === undefined) return async () => ({ ok: false, reason: 'The campaign has no frozen content.' });
      const words = campaign.kind === 'stream' ? await streamWords(deps.db, campaignId, letters) : undefined;
      return async (due) => {
        const draft =
          words === undefined ? campaignLetter(deps, campaign, due) : streamLetter(deps, campaign, due, words);
        if (!draft.ok) return draft;
        const { domain } = draft;
        const key = `${campaign.frame.workspaceId}/${domain}`;
        const by = await signers(key, () => loadSigners(deps.db, deps.keyring, campaign.frame.workspaceId, domain));
        return finish(deps, due, draft.letter, by);
      };
    },
  };
}

type Draft = { ok: true; letter: Letter; domain: string } | { ok: false; reason: string };

function campaignLetter(deps: ComposerDeps, campaign: OpenCampaign, due: DueLetter): Draft {
  const token = mintToken(deps.keyring, { workspaceId: due.workspaceId, listId: due.listId, ref: due.ref });
  const unsubscribeUrl = unsubscribeLink(deps.publicUrl, token);
  const made = campaign.render({ ...campaign.shared, ...linkData(unsubscribeUrl), contact: contactData(due) });
  if (!made.ok) return { ok: false, reason: made.problems.map((problem) => problem.message).join(' ') };
  return withSender(deps, due, campaign.frame.from.email, (identity) =>
    letterFor(campaign.frame, {
      ...identity,
      to: { email: due.email },
      words: made.rendered,
      unsubscribeUrl,
      listId: due.listId,
    }),
  );
}

function streamLetter(
  deps: ComposerDeps,
  campaign: OpenCampaign,
  due: DueLetter,
  words: (due: DueLetter) => StreamWords | undefined,
): Draft {
  const said = words(due);
  if (said === undefined) return { ok: false, reason: 'What this letter says is missing.' };
  const frame = { ...campaign.frame, from: said.from, replyTo: said.replyTo };
  return withSender(deps, due, said.from.email, (identity) =>
    letterFor(frame, { ...identity, to: said.to, words: said, unsubscribeUrl: null, listId: null }),
  );
}

/** What identifies a letter, under the domain it comes from. */
function withSender(
  deps: ComposerDeps,
  due: DueLetter,
  from: string,
  make: (identity: { messageId: string; date: Date }) => Letter,
): Draft {
  const sender = parseAddress(from);
  if (!sender.ok) return { ok: false, reason: sender.reason };
  const { domain } = sender.address;
  const secret = messageIdSecret(deps.keyring);
  const identity = { messageId: messageId(secret, due.ref, domain), date: deps.now?.() ?? new Date() };
  return { ok: true, letter: make(identity), domain };
}

/** The oldest key, because a rotation adds keys in front: a retry after it must bear the same Message-ID. */
function messageIdSecret(keyring: Keyring): Buffer {
  const oldest = keyring.at(-1) ?? keyring[0];
  return signingKey([oldest], 'message-id').key;
}

async function finish(
  deps: ComposerDeps,
  due: DueLetter,
  letter: Letter,
  signers: readonly DkimSigner[],
): Promise<Composition> {
  const to = parseAddress(letter.to.email);
  if (!to.ok) return { ok: false, reason: to.reason };
  try {
    const bytes = await signDkim(await compose(letter), signers, letter.date);
    const from = returnPath(signingKey(deps.keyring, 'return-path'), due.ref, deps.bounceDomain);
    const envelope = { from, to: to.address.envelope };
    return { ok: true, letter: { ref: due.ref, attempt: due.attempt, envelope, bytes } };
  } catch (error) {
    if (error instanceof LetterRefusedError) return { ok: false, reason: error.message };
    throw error;
  }
}
