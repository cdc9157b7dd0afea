import { describe, expect, it } from '@jest/globals';
import { noExtensions } from './extensions.ts';
import { wireLetter } from './wire-letter.ts';

const bytes = Buffer.from('Subject: hi\r\n\r\nhi\r\n');

function refusalOf(envelope: { from?: string; to?: string }, size?: number, letter = bytes) {
  const ready = wireLetter(
    { envelope: { from: 'b@example.com', to: 'a@example.net', ...envelope }, bytes: letter },
    { ...noExtensions, size },
  );
  if (ready.ok) return undefined;
  return ready.refusal.kind === 'replied'
    ? [ready.refusal.stage, ready.refusal.reply.code, ready.refusal.reply.enhanced]
    : ready.refusal;
}

describe('wireLetter', () => {
  it.each([
    'a@b.example',
    '"a..b"@docomo.ne.jp',
    'a..b.@docomo.ne.jp',
    '"a b>\\""@b.example',
    'a@[192.0.2.1]',
    'b+x=y@b.example',
  ])('lets an address go: %s', (to) => {
    expect(refusalOf({ to })).toBeUndefined();
  });

  it('lets the null sender go, and no null recipient', () => {
    expect(refusalOf({ from: '' })).toBeUndefined();
    expect(refusalOf({ to: '' })).toEqual(['rcpt', 553, '5.1.3']);
  });

  it.each([
    'a@b\r\nRCPT TO:<c@d>',
    'a@b\n',
    'a\r@b',
    'a\0@b',
    'a@b> SIZE=1',
    'a@b>',
    '<a@b',
    'a b@c',
    '"a"b"@c',
    'ab',
    `${'x'.repeat(250)}@b.jp`,
  ])('refuses an address that could end its command or add to it: %j', (path) => {
    expect(refusalOf({ to: path })).toEqual(['rcpt', 553, '5.1.3']);
    expect(refusalOf({ from: path })).toEqual(['mail', 553, '5.1.7']);
  });

  it('refuses a mailbox name that would need SMTPUTF8, before MAIL FROM (EAI-1)', () => {
    expect(refusalOf({ to: '山田@example.jp' })).toEqual(['rcpt', 553, '5.6.7']);
    expect(refusalOf({ from: 'é@example.jp' })).toEqual(['mail', 553, '5.6.7']);
  });

  it('refuses what is larger than the server takes, without DATA (R1870-1)', () => {
    expect(refusalOf({}, bytes.length)).toBeUndefined();
    expect(refusalOf({}, bytes.length - 1)).toEqual(['mail', 552, '5.3.4']);
    expect(refusalOf({}, 0)).toBeUndefined();
  });

  it('refuses a letter whose end another reader could see elsewhere', () => {
    expect(refusalOf({}, undefined, Buffer.from('a\n.\r\n'))).toEqual(['mail', 554, '5.6.0']);
  });
});
