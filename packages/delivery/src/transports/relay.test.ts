import { describe, expect, it } from '@jest/globals';
import { parseRelay } from './relay.ts';

describe('parseRelay', () => {
  it('insists on TLS before a password leaves this machine (R3207-2)', () => {
    expect(parseRelay('smtp://me:secret@relay.example.com:587?pool=20')).toEqual({
      host: 'relay.example.com',
      port: 587,
      secure: false,
      requireTls: true,
      connections: 20,
      client: 'pipelining',
      auth: { user: 'me', pass: 'secret' },
    });
  });

  it('takes no stranger that begins like this machine for this machine', () => {
    expect(parseRelay('smtp://me:secret@127.example.com').requireTls).toBe(true);
    expect(parseRelay('smtp://me:secret@127.0.0.1').requireTls).toBe(false);
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
    ]) {
      expect(() => parseRelay(url)).toThrow(/SMTP_URL/);
      expect(() => parseRelay(url)).not.toThrow(/secret/);
    }
  });
});
