import { replySentence } from './reply.ts';
import { sayNo } from './say-no.ts';
import type { Visit } from './visit.ts';
import { words } from './words.ts';

/**
 * RFC 8058 §3.2: what a mail client does when its reader presses its own "unsubscribe". Stops the list the letter spoke of (R8058-11);
 * 200 when nothing of it is in transmission any more, 202 when a letter was already on its way, or when it is recorded until the
 * database answers again.
 */
export async function oneClick(visit: Visit): Promise<void> {
  const { response, locale, token } = visit;
  const sentences = words[locale].oneClick;
  if (token.kind === 'inert') return replySentence(response, 200, sentences.inert, locale);
  const { passed } = await sayNo(visit, 'list', 'one-click');
  switch (passed.kind) {
    case 'done':
      return replySentence(response, 200, sentences.done, locale);
    case 'on-the-wire':
      return replySentence(response, 202, sentences.onItsWay, locale);
    case 'recorded':
      return replySentence(response, 202, sentences.recorded, locale);
  }
}
