import type { Db } from '@hikyaku/database';
import { addressKey, isMessageClass, type Keyring, type MessageClass, parseAddress } from '@hikyaku/message';
import { type Compiled, type MergeData, renderer } from '@hikyaku/rendering';
import { mintToken, unsubscribeLink } from '@hikyaku/suppression';
import { asProblem, compileContent } from './content.ts';
import { type DraftContent, draftProblems } from './draft-values.ts';
import { contactFields } from './contact-fields.ts';
import { linkData, type SharedData, sharedData } from './merge-data.ts';
import { type Problem, type Problems, problem } from './problem.ts';
import { classProblems } from './promotional.ts';
import { type Fill, type QueuedLetter, queueLetter } from './queue-letter.ts';
import { senderFindings } from './sender-problems.ts';
import type { StreamWords } from './stream-letters.ts';
import type { Wake } from './wake-ups.ts';
import { findWorkspace, type Workspace } from './workspace.ts';

/** What handing in a transactional letter needs. */
export type StreamDeps = { db: Db; pepper: Buffer; keyring: Keyring; publicUrl: string; wake: Wake; now?: () => Date };

/** One transactional letter, as its sender wrote it. Its class is said, never guessed; marketing goes by campaign. */
export type NewMessage = Omit<DraftContent, 'data'> & {
  to: { name?: string | undefined; email: string };
  from: { name: string; email: string };
  replyTo?: string | undefined;
  data?: Record<string, unknown> | undefined;
  locale?: 'ja' | 'en' | undefined;
  class: MessageClass;
};

/** The letter is in the books: it waits to be sent, or was withheld at once with the reason. */
export type Sent = QueuedLetter & { warnings: Problem[] };

/**
 * Takes one transactional letter: renders it now (what cannot be rendered is refused, not sent half), enters it in the standing
 * stream of its class and month, and wakes the sender. It meets the gate like any other letter.
 */
export async function sendMessage(
  deps: StreamDeps,
  workspaceId: string,
  message: NewMessage,
): Promise<Sent | Problems> {
  const { db, publicUrl, now = () => new Date() } = deps;
  const workspace = await findWorkspace(db, workspaceId);
  if (workspace === undefined) return problem('workspace', 'This workspace does not exist.');
  const streamClass = classOf(message.class);
  if (streamClass === undefined) {
    return problem(
      'class',
      'A message is transactional, transactional_ad, consent_request or list_admin; marketing is sent as a campaign.',
    );
  }
  const to = parseAddress(message.to.email);
  const given = valueProblems(message, workspace);
  if (!to.ok) return { kind: 'problems', problems: [{ field: 'to', message: to.reason }, ...given] };
  if (given.length > 0) return { kind: 'problems', problems: given };
  const sender = await senderFindings(db, workspaceId, message.from.email, publicUrl);
  const content = { ...message, data: message.data ?? {} };
  const options = { workspaceId, locale: message.locale ?? workspace.locale, class: message.class };
  const compiled = await compileContent(db, content, options);
  const problems = [...sender.problems, ...(compiled.ok ? [] : compiled.problems)];
  if (problems.length > 0 || !compiled.ok) return { kind: 'problems', problems };

  const key = addressKey(deps.pepper, to.address);
  const fill = filler(deps, {
    compiled: compiled.compiled,
    shared: sharedData({ name: '', from: message.from }, workspace, content.data),
    contact: { ...(await contactFields(db, workspaceId, key)), email: to.address.display },
    frame: {
      from: message.from,
      replyTo: message.replyTo ?? null,
      to: { email: to.address.envelope, ...(message.to.name ? { name: message.to.name } : {}) },
    },
    workspaceId,
  });
  const queued = await queueLetter(db, { workspaceId, class: streamClass, addressKey: key, at: now() }, fill);
  if (queued.kind === 'failed') return { kind: 'problems', problems: queued.failure };
  if (queued.kind === 'queued') await deps.wake([queued.slotId]).catch(() => undefined);
  return { ...queued, warnings: [...sender.warnings, ...compiled.warnings] };
}

function classOf(messageClass: MessageClass): Exclude<MessageClass, 'marketing'> | undefined {
  return isMessageClass(messageClass) && messageClass !== 'marketing' ? messageClass : undefined;
}

/** The values of a message are those of a draft, but for lists and a name. */
function valueProblems(message: NewMessage, workspace: Workspace): Problem[] {
  const { to, data = {}, locale = workspace.locale } = message;
  const nobody = { lists: [], exclude: [], segments: [], excludeSegments: [] };
  const asDraft = { ...message, ...nobody, data, locale, name: 'message' };
  const recipient = draftProblems({ ...asDraft, from: { name: to.name ?? '', email: '' } });
  return [
    ...classProblems(message.class, message.template),
    ...draftProblems(asDraft),
    ...recipient.filter(({ field }) => field === 'from.name').map((found) => ({ ...found, field: 'to.name' })),
  ];
}

type ToFill = {
  compiled: Compiled;
  shared: SharedData;
  contact: MergeData['contact'];
  frame: Pick<StreamWords, 'from' | 'replyTo' | 'to'>;
  workspaceId: string;
};

/** Its links are live: they speak of this very letter, and of no list. */
function filler(
  { keyring, publicUrl }: StreamDeps,
  { compiled, shared, contact, frame, workspaceId }: ToFill,
): Fill<Problem[]> {
  const { render } = renderer(compiled);
  return (ref) => {
    const token = mintToken(keyring, { workspaceId, listId: null, ref });
    const made = render({ ...shared, ...linkData(unsubscribeLink(publicUrl, token)), contact });
    if (!made.ok) return { ok: false, failure: made.problems.map(asProblem) };
    return { ok: true, words: { ...made.rendered, ...frame } };
  };
}
