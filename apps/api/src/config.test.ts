import { describe, expect, it } from '@jest/globals';
import { readConfig } from './config.ts';

const key = Buffer.alloc(32, 1).toString('base64');
const good = {
  DATABASE_URL: 'postgres://u@localhost/db',
  REDIS_URL: 'redis://localhost',
  HIKYAKU_KEYS: `1:${key}`,
  HIKYAKU_PEPPER: key,
};

describe('readConfig', () => {
  it('needs four variables and knows the rest', () => {
    const read = readConfig({ ...good, LOG_LEVEL: '' });
    expect(read).toMatchObject({
      ok: true,
      config: { port: 3000, host: '127.0.0.1', publicUrl: 'http://localhost:3001', trustProxy: 0 },
    });
  });

  it('keeps its files in STATE_DIR, and links to the mailbox where there is one', () => {
    const read = readConfig({
      ...good,
      STATE_DIR: '/state',
      MAILBOX_PORT: '3025',
      PUBLIC_URL: 'https://mail.example.com/',
    });
    expect(read).toMatchObject({
      config: {
        spoolFolder: '/state/spool',
        mailboxUrl: 'http://localhost:3025',
        publicUrl: 'https://mail.example.com',
      },
    });
  });

  it.each([
    ['DATABASE_URL', 'mysql://x'],
    ['DATABASE_URL', ''],
    ['REDIS_URL', 'localhost:6379'],
    ['HIKYAKU_KEYS', 'secret-in-a-wrong-place'],
    ['HIKYAKU_PEPPER', 'secret-in-a-wrong-place'],
    ['API_PORT', '70000'],
    ['API_PORT', '3000x'],
    ['HOST', 'example.com'],
    ['PUBLIC_URL', 'http://mail.example.com'],
    ['PUBLIC_URL', 'mail.example.com'],
    ['TRUST_PROXY', 'true'],
    ['TRUST_PROXY', '10.0.0.0/0'],
    ['TRUST_PROXY', '10.0.0.0/8,example.com'],
    ['MAILBOX_PORT', '-1'],
    ['LOG_LEVEL', 'loud'],
  ])('says in one sentence what to write instead of %s=%s, and repeats no secret', (name, value) => {
    const read = readConfig({ ...good, [name]: value });
    expect(read.ok).toBe(false);
    if (read.ok) return;
    expect(read.problem).toContain(name);
    expect(read.problem).toMatch(/\.$/);
    expect(read.problem).not.toContain('secret-in-a-wrong-place');
    expect(read.problem).not.toContain('\n');
  });

  it.each([
    ['2', 2],
    ['10.0.0.0/8, ::1', ['10.0.0.0/8', '::1']],
  ])('reads TRUST_PROXY=%s', (text, trustProxy) => {
    expect(readConfig({ ...good, TRUST_PROXY: text })).toMatchObject({ config: { trustProxy } });
  });
});
