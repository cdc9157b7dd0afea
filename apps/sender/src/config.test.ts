import { describe, expect, it } from '@jest/globals';
import { type Config, readConfig } from './config.ts';

const usual = {
  DATABASE_URL: 'postgres://localhost/hikyaku',
  REDIS_URL: 'redis://localhost',
  HIKYAKU_KEYS: `1:${Buffer.alloc(32, 1).toString('base64')}`,
  HIKYAKU_PEPPER: Buffer.alloc(32, 2).toString('base64'),
};
const direct = { ...usual, DELIVERY: 'direct', EHLO_NAME: 'mail.example.com' };

function config(env: Record<string, string>): Config {
  const read = readConfig(env);
  if (!read.ok) throw new Error(read.problem);
  return read.config;
}

function problem(env: Record<string, string>): string | undefined {
  const read = readConfig(env);
  return read.ok ? undefined : read.problem;
}

describe('readConfig', () => {
  it('sends to a relay unless told otherwise', () => {
    expect(config(usual).way).toMatchObject({ kind: 'relay', relay: { host: '127.0.0.1', port: 1025 } });
  });

  it('names an address to write to only where mail is received', () => {
    expect(config(usual).inboundDomain).toBeUndefined();
    expect(config({ ...usual, INBOUND_DOMAIN: 'in.example.com' }).inboundDomain).toBe('in.example.com');
    expect(problem({ ...usual, INBOUND_DOMAIN: 'https://in.example.com' })).toMatch(/^INBOUND_DOMAIN must be a domain/);
  });

  it('reads the settings of direct delivery', () => {
    const { way, nameServers } = config({
      ...direct,
      DNS_SERVERS: '192.0.2.53, [2001:db8::53]:5353',
      DIRECT_IP: '6,4',
      DIRECT_ALLOW: '127.0.0.0/8',
      DIRECT_PORT: '2525',
      DIRECT_CONNECTIONS: '50',
    });
    expect(way).toMatchObject({
      kind: 'direct',
      connections: 50,
      settings: { families: [6, 4], port: 2525 },
    });
    expect(nameServers).toEqual([
      { address: '192.0.2.53', port: 53 },
      { address: '2001:db8::53', port: 5353 },
    ]);
    expect(way.kind === 'direct' && way.settings.allowed.check('127.0.0.1')).toBe(true);
  });

  it('looks mail hosts up for lanes where letters go to them, and through a relay where that is wanted', () => {
    const settings = [usual, { ...usual, LANES_BY_MX: 'on' }, direct, { ...direct, LANES_BY_MX: 'off' }];
    expect(settings.map((env) => config(env).lanesByHosts)).toEqual([false, true, true, true]);
  });

  it('goes to port 25 of public addresses by itself, by both families', () => {
    const { way } = config(direct);
    expect(way).toMatchObject({ kind: 'direct', connections: 200, settings: { families: [4, 6], port: 25 } });
    expect(way.kind === 'direct' && way.settings.allowed.rules).toEqual([]);
  });

  it.each(['localhost', 'mail', 'mail.localdomain', 'host.local', 'a.1'])(
    'starts no direct delivery under a name that the DNS cannot know: %s',
    (name) => {
      expect(problem({ ...direct, EHLO_NAME: name })).toBe(
        `DELIVERY=direct needs EHLO_NAME, this host's full name in the DNS such as mail.example.com; it is "${name}".`,
      );
      expect(problem({ ...usual, EHLO_NAME: name })).toBeUndefined();
    },
  );

  it.each([
    ['DELIVERY', 'both', 'DELIVERY must be relay or direct.'],
    ['LANES_BY_MX', 'yes', 'LANES_BY_MX must be on or off.'],
    ['DNS_SERVERS', 'dns.example.com', 'DNS_SERVERS has "dns.example.com"'],
    ['DIRECT_IP', '5', 'DIRECT_IP is "5"'],
    ['DIRECT_ALLOW', '10.0.0.1', 'DIRECT_ALLOW has "10.0.0.1"'],
    ['DIRECT_PORT', '0', 'DIRECT_PORT must be a whole number from 1 to 65535'],
    ['DIRECT_CONNECTIONS', 'many', 'DIRECT_CONNECTIONS must be a whole number from 1 to 1000'],
  ])('says what to write in the place of a wrong %s', (name, value, words) => {
    expect(problem({ ...direct, [name]: value })).toContain(words);
  });
});
