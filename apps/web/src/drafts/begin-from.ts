import { call } from '../api/call.ts';
import type { Language } from '../language/language.tsx';

/** Whether a template is one of the workspace's own, by how it is named. */
export function isOwn(name: string): boolean {
  return name.startsWith('tpl_');
}

/** What a draft holds when it is begun with a template: its subject and preheader, and data that shows it. `asks` is everything it asks of its data. */
export async function beginFrom(name: string, locale: Language) {
  if (isOwn(name)) {
    const { id, subject, preheader, data } = await call('GET /templates/own/{id}', { path: { id: name } });
    return { template: id, subject, data, asks: [], ...(preheader === null ? {} : { preheader }) };
  }
  const { subject, data, asks } = await call('GET /templates/{name}', { path: { name }, query: { locale } });
  return { template: name, subject, data, asks };
}

/** What a template is written in, to be written on without it. */
export async function sourceOf(name: string, locale: Language) {
  if (isOwn(name)) {
    const { mjml, html, text } = await call('GET /templates/own/{id}', { path: { id: name } });
    return { mjml, html, text };
  }
  const { mjml } = await call('GET /templates/{name}', { path: { name }, query: { locale } });
  return { mjml, html: null, text: null };
}
