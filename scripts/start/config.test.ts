import { describe, expect, it } from '@jest/globals';
import { namedPorts, readConfig, type StartConfig } from './config.ts';

function config(env: NodeJS.ProcessEnv): StartConfig {
  const read = readConfig(env);
  if (!read.ok) throw new Error(read.problems.join('\n'));
  return read.config;
}

function problems(env: NodeJS.ProcessEnv): string[] {
  const read = readConfig(env);
  return read.ok ? [] : read.problems;
}

describe('readConfig', () => {
  it('needs nothing', () => {
    expect(config({})).toEqual({
      host: '127.0.0.1',
      apiPort: 3000,
      unsubscribePort: 3001,
      mailbox: { smtpPort: 1025, port: 3025 },
      smtpUrl: 'smtp://127.0.0.1:1025',
      direct: false,
      publicUrl: 'http://localhost:3001',
      inbound: undefined,
      senders: 1,
      seedDemonstration: true,
      dataOnly: false,
    });
  });

  it('lets PUBLIC_URL follow UNSUBSCRIBE_PORT, and SMTP_URL the mailbox', () => {
    const moved = config({ UNSUBSCRIBE_PORT: '4001', MAILBOX_SMTP_PORT: '4025' });
    expect(moved.publicUrl).toBe('http://localhost:4001');
    expect(moved.smtpUrl).toBe('smtp://127.0.0.1:4025');
    expect(config({ PUBLIC_URL: 'https://mail.example.com/' }).publicUrl).toBe('https://mail.example.com');
  });

  it('runs the mailbox only where letters go to it', () => {
    expect(config({ SMTP_URL: 'smtp://localhost:1025' }).mailbox).toBeDefined();
    const relay = config({ SMTP_URL: 'smtps://user:secret@smtp.example.com:465' });
    expect(relay.mailbox).toBeUndefined();
    expect(config({ DELIVERY: 'direct' }).mailbox).toBeUndefined();
    expect(namedPorts(relay).map((port) => port.variable)).toEqual(['API_PORT', 'UNSUBSCRIBE_PORT']);
  });

  it('listens for mail on a port of its own where INBOUND_DOMAIN is set', () => {
    const receiving = config({ INBOUND_DOMAIN: 'in.example.com' });
    expect(receiving.inbound).toEqual({ domain: 'in.example.com', port: 2525 });
    expect(namedPorts(receiving)).toContainEqual({ variable: 'INBOUND_SMTP_PORT', port: 2525 });
  });

  it('says of every wrong value what to write instead', () => {
    expect(problems({ API_PORT: 'http' })).toEqual([
      'API_PORT is "http": write a whole number from 1 to 65535, for instance API_PORT=3000.',
    ]);
    expect(problems({ SENDERS: '0', MAILBOX_PORT: '65536' })).toHaveLength(2);
    expect(problems({ HOST: 'my machine' })[0]).toContain('HOST=127.0.0.1');
    expect(problems({ SMTP_URL: 'mail.example.com' })[0]).toContain('smtp://user:password@host:587');
    expect(problems({ DATABASE_URL: 'mysql://x' })[0]).toContain('postgres://');
    expect(problems({ REDIS_URL: 'localhost:6379' })[0]).toContain('redis://host:6379');
  });

  it('takes http for links on this machine alone', () => {
    expect(problems({ PUBLIC_URL: 'http://127.0.0.1:3001' })).toEqual([]);
    expect(problems({ PUBLIC_URL: 'http://mail.example.com' })[0]).toContain('https://');
    expect(problems({ PUBLIC_URL: 'http://127.example.com' })[0]).toContain('https://');
  });

  it('never repeats a password', () => {
    expect(problems({ SMTP_URL: 'ftp://user:secret@host', DATABASE_URL: 'x://user:secret@host' }).join()).not.toContain(
      'secret',
    );
  });
});
