import { replySentence } from './reply.ts';
import { sayNo } from './say-no.ts';
import type { Visit } from './visit.ts';
import { words } from './words.ts';

/**
 * RFC 8058 §3.2: what a mail client does when its reader presses its own "unsubscribe". Stops the list the letter spoke of (R8058-11);
 * 200 when nothing of it is in transmission any more, 202 when a letter was already on its way.
 */
export async function oneClick(visit: Visit): Promise<void> {
  const { response, locale, token } = visit;
  const sentences = words[locale].oneClick;
  if (token.kind === 'inert') return replySentence(response, 200, sentences.inert, locale);
  const { left } = await sayNo(visit, 'list', 'one-click');
  if (left.kind === 'done') return replySentence(response, 200, sentences.done, locale);
  replySentence(response, 202, sentences.onItsWay, locale);
}
