import { getDomain } from 'tldts';

/** The domain that an organisation registered, above which a registry stands (`example.co.jp` of `mail.example.co.jp`); the name itself when there is none. */
export function organisationOf(domain: string): string {
  return getDomain(domain, { allowPrivateDomains: true }) ?? domain;
}
