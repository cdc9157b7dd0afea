import { describe, expect, it } from '@jest/globals';
import { parseRelay } from './relay.ts';

describe('parseRelay', () => {
  it('insists on TLS before a password leaves this machine (R3207-2)', () => {
    expect(parseRelay('smtp://me:secret@relay.example.com:587?pool=20')).toEqual({
      host: 'relay.example.com',
      port: 587,
      secure: false,
      tls: { mode: 'required', certificateName: 'relay.example.com' },
      connections: 20,
      client: 'pipelining',
      auth: { user: 'me', pass: 'secret' },
    });
  });

  it('takes no stranger that begins like this machine for this machine', () => {
    expect(parseRelay('smtp://me:secret@127.example.com').tls.mode).toBe('required');
    expect(parseRelay('smtp://me:secret@127.0.0.1').tls.mode).toBe('opportunistic');
  });

  it.each([
    ['smtp://relay.example.com', { mode: 'opportunistic' }],
    ['smtp://relay.example.com?tls=required', { mode: 'required', certificateName: 'relay.example.com' }],
    [
      'smtp://10.0.0.7?tls=required&certificate=mx.example.com',
      { mode: 'required', certificateName: 'mx.example.com' },
    ],
    ['smtp://[2001:db8::1]?tls=testing', { mode: 'testing', certificateName: '2001:db8::1' }],
    ['smtps://relay.example.com', { mode: 'required', certificateName: 'relay.example.com' }],
    ['smtp://127.0.0.1?tls=required', { mode: 'required', certificateName: undefined }],
  ])('knows how much TLS a relay owes, and whose certificate: %s', (url, tls) => {
    expect(parseRelay(url).tls).toEqual(tls);
  });

  it('lets nodemailer carry the letters where it is asked to', () => {
    expect(parseRelay('smtp://127.0.0.1?client=nodemailer').client).toBe('nodemailer');
  });

  it('says what to write instead, without the password', () => {
    for (const url of [
      '',
      'smtp://me:secret@x?client=curl',
      'relay',
      'http://x',
      'smtp://me:secret@x?pool=0',
      'smtp://me:secret@x?pool=many',
      'smtp://me:secret@x?tls=sometimes',
      'smtp://me:secret@x?tls=opportunistic',
      'smtps://me:secret@x?tls=testing',
      'smtp://x?tls=testing&client=nodemailer',
      'smtp://x?certificate=mx.example.com',
      'smtp://x?tls=required&certificate=*',
    ]) {
      expect(() => parseRelay(url)).toThrow(/SMTP_URL/);
      expect(() => parseRelay(url)).not.toThrow(/secret/);
    }
  });
});
