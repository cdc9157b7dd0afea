import { addressOf } from '../api/call.ts';
import { isOwn } from '../drafts/begin-from.ts';
import type { Language } from '../language/language.tsx';

/** Where the letter of a template's sample is shown. */
export function sampleAddress(name: string, locale: Language): string {
  return isOwn(name)
    ? addressOf('GET /templates/own/{id}/sample/page', { path: { id: name } })
    : addressOf('GET /templates/{name}/sample/page', { path: { name }, query: { locale } });
}
