import type { Scope } from './read-answer.ts';
import { replyPage } from './reply.ts';
import { sayNo } from './say-no.ts';
import type { Visit } from './visit.ts';

/** A button of our own page: stops what it says, and says so on the next page. */
export async function pressButton(visit: Visit, asked: Scope): Promise<void> {
  const { response, pages, holder, locale, token } = visit;
  if (token.kind === 'inert') return replyPage(response, pages, 200, { name: 'inert' }, locale);
  const { passed, scope } = await sayNo(visit, asked, 'page');
  switch (passed.kind) {
    case 'done':
      return replyPage(response, pages, 200, { name: 'done', holder, scope }, locale);
    case 'on-the-wire':
      return replyPage(response, pages, 202, { name: 'on-its-way', holder, scope }, locale);
    case 'recorded':
      return replyPage(response, pages, 202, { name: 'recorded' }, locale);
  }
}
