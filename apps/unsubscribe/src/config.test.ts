import { describe, expect, it } from '@jest/globals';
import { readConfig } from './config.ts';

const secret = Buffer.alloc(32, 7).toString('base64');
const right = {
  DATABASE_URL: 'postgres://u:hush@db:5432/hikyaku',
  HIKYAKU_KEYS: `1:${secret}`,
  HIKYAKU_PEPPER: secret,
};

describe('readConfig', () => {
  it('needs database, keys and pepper, and knows the rest', () => {
    const read = readConfig({ ...right, PUBLIC_URL: '', LOG_LEVEL: '' });
    expect(read).toMatchObject({
      ok: true,
      config: {
        port: 3001,
        host: '127.0.0.1',
        trustProxy: false,
        publicUrl: 'http://localhost:3001',
        logLevel: 'info',
      },
    });
  });

  it('lets PUBLIC_URL follow the port when it is unset', () => {
    expect(readConfig({ ...right, UNSUBSCRIBE_PORT: '8081' })).toMatchObject({
      config: { port: 8081, publicUrl: 'http://localhost:8081' },
    });
  });

  it.each([
    ['0', false],
    ['1', 1],
    ['10.0.0.0/8, ::1', ['10.0.0.0/8', '::1']],
    ['loopback', ['loopback']],
  ])('reads TRUST_PROXY=%s', (TRUST_PROXY, trustProxy) => {
    expect(readConfig({ ...right, TRUST_PROXY })).toMatchObject({ ok: true, config: { trustProxy } });
  });

  it.each([
    ['DATABASE_URL', ''],
    ['DATABASE_URL', 'mysql://x:hush@y/z'],
    ['HIKYAKU_KEYS', ''],
    ['HIKYAKU_KEYS', '1:hush'],
    ['HIKYAKU_KEYS', `1:${secret},1:${secret}`],
    ['HIKYAKU_PEPPER', ''],
    ['HIKYAKU_PEPPER', 'hush'],
    ['UNSUBSCRIBE_PORT', '65536'],
    ['UNSUBSCRIBE_PORT', '80a'],
    ['HOST', 'not a host'],
    ['TRUST_PROXY', 'true'],
    ['TRUST_PROXY', '0.0.0.0/0'],
    ['TRUST_PROXY', '10.0.0.0/99'],
    ['PUBLIC_URL', 'http://mail.example.com'],
    ['PUBLIC_URL', 'http://127.evil.example'],
    ['PUBLIC_URL', 'mail.example.com'],
    ['LOG_LEVEL', 'loud'],
  ])('refuses %s=%s with one sentence that names it and repeats no secret', (name, value) => {
    const read = readConfig({ ...right, [name]: value });
    if (read.ok) throw new Error('It was accepted.');
    expect(read.problem).toMatch(new RegExp(`^${name} [^\n]+\\.$`));
    expect(read.problem).not.toMatch(/hush/);
    expect(read.problem).not.toContain(secret);
  });
});
