import { compile, renderer } from '@hikyaku/rendering';
import { linkData, sharedData } from './merge-data.ts';

/** What a footer says of the sender, whether it is kept yet or only being typed. */
export type FooterIdentity = { legalName: string; postalAddress: string; contact: string; locale: 'ja' | 'en' };

/** The standard footer of a newsletter, as it ends a letter that has none of its own: a whole page of HTML. Its links lead nowhere. */
export async function previewFooter({ locale, ...identity }: FooterIdentity): Promise<string> {
  const page = `<!doctype html><html lang="${locale}"><body style="margin:0;background:#ffffff"></body></html>`;
  const compiled = await compile({ subject: '-', html: page }, { locale, class: 'marketing' });
  if (!compiled.ok) throw new Error(`The standard footer does not compile: ${JSON.stringify(compiled.problems)}`);
  const sender = { ...identity, name: identity.legalName, timeZone: 'UTC' };
  const shared = sharedData({ name: '', from: { name: '', email: '' } }, sender, {});
  const contact = { email: 'name@example.com' };
  const made = renderer(compiled.compiled).render({ ...shared, ...linkData('https://example.com/u/preview'), contact });
  if (!made.ok) throw new Error(`The standard footer cannot be written: ${JSON.stringify(made.problems)}`);
  return made.rendered.html;
}
