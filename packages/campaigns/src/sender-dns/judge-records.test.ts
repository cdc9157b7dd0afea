import { describe, expect, it } from '@jest/globals';
import { judgeDkim, judgeDmarc, judgeMx, judgeSpf } from './judge-records.ts';

describe('judgeDkim', () => {
  it.each([
    [['v=DKIM1; k=rsa; p=MIIBkey'], 'published'],
    [['k=rsa; p=MII Bkey', 'some other text'], 'published'],
    [[], 'missing'],
    [['google-site-verification=x'], 'missing'],
    [['v=DKIM1; p=MIIBother'], 'other-value'],
    [['v=DKIM1; k=rsa; p='], 'revoked'],
    [['v=DKIM1; p=MIIBkey', 'v=DKIM1; p=MIIBother'], 'several'],
  ])('finds of %j: %s', (records, found) => expect(judgeDkim(records, 'MIIBkey')).toBe(found));
});

describe('judgeSpf', () => {
  it.each([
    [['v=spf1 a:mail.example.com -all'], 'published'],
    [['V=SPF1 include:relay.example ~all'], 'published'],
    [['v=spf10 ip4:192.0.2.1'], 'missing'],
    [['v=spf1 a -all', 'v=spf1 mx -all'], 'several'],
    [['v=spf1 a +all'], 'allows-everybody'],
    [['v=spf1 a all'], 'allows-everybody'],
    [['v=spf1 -all'], 'allows-nobody'],
    [['v=spf1'], 'allows-nobody'],
  ])('finds of %j: %s', (records, found) => expect(judgeSpf(records)).toBe(found));
});

describe('judgeDmarc', () => {
  it.each([
    [['v=DMARC1; p=none; rua=mailto:d@example.com'], 'published'],
    [['v=DMARC1;p=Reject'], 'published'],
    [['v=DMARC1; rua=mailto:d@example.com'], 'unreadable'],
    [['v=DMARC1; p=strict'], 'unreadable'],
    [['v=DMARC1; p=none', 'v=DMARC1; p=reject'], 'several'],
    [['v=spf1 -all'], 'missing'],
  ])('finds of %j: %s', (records, found) => expect(judgeDmarc(records)).toBe(found));
});

describe('judgeMx', () => {
  it('takes a null MX for what it says, and an address for an MX where there is none', () => {
    expect(judgeMx([{ preference: 0, exchange: '' }], ['192.0.2.1'])).toBe('refuses-mail');
    expect(judgeMx([], ['192.0.2.1'])).toBe('published');
    expect(judgeMx([], [])).toBe('missing');
  });
});
