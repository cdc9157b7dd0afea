import { describe, expect, it } from '@jest/globals';
import { appsOf, stageOf } from './apps.ts';
import { readConfig, type StartConfig } from './config.ts';

function config(env: NodeJS.ProcessEnv): StartConfig {
  const read = readConfig(env);
  if (!read.ok) throw new Error(read.problems.join('\n'));
  return read.config;
}

describe('appsOf', () => {
  it('runs as many senders as asked for', () => {
    const names = appsOf(config({ SENDERS: '3' })).map((app) => app.name);
    expect(names).toEqual(['mailbox', 'api', 'unsubscribe', 'sender-1', 'sender-2', 'sender-3']);
  });

  it('tells the unsubscribe app of no server that could send', () => {
    const unsubscribe = appsOf(config({})).find((app) => app.name === 'unsubscribe');
    expect(unsubscribe?.variables).not.toContain('SMTP_URL');
    expect(unsubscribe?.variables).not.toContain('REDIS_URL');
  });

  it('receives mail only where a domain is named for it, and tells that app of nothing that could send', () => {
    expect(appsOf(config({})).map((app) => app.app)).not.toContain('inbound');
    const inbound = appsOf(config({ INBOUND_DOMAIN: 'in.example.com' })).find((app) => app.app === 'inbound');
    expect(inbound?.variables).toEqual(expect.arrayContaining(['INBOUND_DOMAIN', 'HIKYAKU_KEYS']));
    for (const other of ['SMTP_URL', 'REDIS_URL']) expect(inbound?.variables).not.toContain(other);
  });

  it('tells the mailbox no secret', () => {
    const mailbox = appsOf(config({})).find((app) => app.name === 'mailbox');
    for (const secret of ['DATABASE_URL', 'REDIS_URL', 'HIKYAKU_KEYS', 'HIKYAKU_PEPPER']) {
      expect(mailbox?.variables).not.toContain(secret);
    }
  });

  it('lets the mailbox outlive the senders, so that a letter on the wire gets its answer', () => {
    const stages = new Map(appsOf(config({})).map((app) => [app.name, stageOf(app)]));
    expect(stages.get('mailbox') ?? 9).toBeLessThan(stages.get('sender') ?? 0);
  });

  it('asks for health where the app listens', () => {
    const urls = (env: NodeJS.ProcessEnv): (string | undefined)[] => appsOf(config(env)).map((app) => app.healthUrl);
    expect(urls({ HOST: '0.0.0.0', API_PORT: '4000' })).toContain('http://127.0.0.1:4000/healthz');
    expect(urls({ HOST: '::1' })).toContain('http://[::1]:3000/healthz');
  });
});
