import { letterHolder, offerUndo, undo } from '@hikyaku/suppression';
import type { Scope } from './read-answer.ts';
import { replyPage } from './reply.ts';
import { sayNo } from './say-no.ts';
import type { Visit } from './visit.ts';

/** A button of our own page: stops what it says, and says so on the next page, which offers to take it back for ten minutes. */
export async function pressButton(visit: Visit, asked: Scope): Promise<void> {
  const { response, pages, holder, locale, token } = visit;
  if (token.kind === 'inert') return replyPage(response, pages, 200, { name: 'inert' }, locale);
  const { passed, scope } = await sayNo(visit, asked, 'page');
  if (passed.kind === 'recorded') return replyPage(response, pages, 202, { name: 'recorded' }, locale);
  const offered = await offer(visit, passed.suppressed.begun);
  switch (passed.kind) {
    case 'done':
      return replyPage(response, pages, 200, { name: 'done', holder, scope, ...offered }, locale);
    case 'on-the-wire':
      return replyPage(response, pages, 202, { name: 'on-its-way', holder, scope, ...offered }, locale);
  }
}

/** "Undo" on that page. */
export async function pressUndo(visit: Visit, nonce: string): Promise<void> {
  const { deps, response, pages, locale, token } = visit;
  if (token.kind === 'inert') return replyPage(response, pages, 200, { name: 'inert' }, locale);
  const undone = await deps.door.ask(async (db) => {
    const outcome = await undo(db, personOf(visit), nonce);
    return { outcome, holder: (await letterHolder(db, token)) ?? visit.holder };
  });
  if (undone === undefined) {
    response.set('Retry-After', '30');
    return replyPage(response, pages, 503, { name: 'unavailable' }, locale);
  }
  deps.log.info({ outcome: undone.outcome }, 'undo');
  replyPage(response, pages, 200, { name: 'undone', ...undone }, locale);
}

/** Where the offer cannot be stored there is none; what was asked for is done all the same. */
async function offer(visit: Visit, begun: readonly string[]): Promise<{ nonce?: string }> {
  if (begun.length === 0) return {};
  const nonce = await visit.deps.door.ask((db) => offerUndo(db, personOf(visit), begun));
  return nonce === undefined ? {} : { nonce };
}

function personOf({ token }: Visit) {
  return { workspaceId: token.workspaceId, addressKey: token.ref.addressKey };
}
