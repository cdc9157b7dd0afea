import { describe, expect, it } from '@jest/globals';
import type { Site } from '../../dns/site.ts';
import { routeOf, type StsDemand } from './route.ts';

const site: Site = {
  kind: 'hosts',
  name: 'a.example.net b.example.net',
  hosts: [
    { name: 'b.example.net', preference: 10 },
    { name: 'a.example.net', preference: 20 },
  ],
};
const none: StsDemand = { mode: 'none' };
const covering = (mode: 'testing' | 'enforce', ...hosts: string[]): StsDemand => ({
  mode,
  covers: (host) => hosts.includes(host),
});

describe('routeOf', () => {
  it('takes whatever TLS there is where no policy asks for it (RFC 7435)', () => {
    expect(routeOf('one.test', site, none)).toMatchObject({
      site: 'a.example.net b.example.net',
      hosts: [
        { name: 'b.example.net', tls: { mode: 'opportunistic' } },
        { name: 'a.example.net', tls: { mode: 'opportunistic' } },
      ],
    });
  });

  it('tries only hosts that an enforced policy names, with their certificates (R8461-1)', () => {
    expect(routeOf('one.test', site, covering('enforce', 'a.example.net'))).toMatchObject({
      hosts: [{ name: 'a.example.net', tls: { mode: 'required', certificateName: 'a.example.net' } }],
    });
    expect(routeOf('one.test', site, covering('enforce', 'c.example.net'))).toMatchObject({
      kind: 'unreached',
      fate: 'later',
      reason: 'tls-owed',
    });
  });

  it('tries every host of a policy in testing, and says which it would not (R8461-2)', () => {
    const route = routeOf('one.test', site, covering('testing', 'a.example.net'));
    expect(route).toMatchObject({
      hosts: [{ name: 'b.example.net' }, { name: 'a.example.net', tls: { mode: 'testing' } }],
      shortfall: 'the MTA-STS policy of one.test does not name b.example.net',
    });
  });

  it('lets domains share lines that have the same hosts in the same order and owe the same', () => {
    const linesOf = (route: ReturnType<typeof routeOf>) => (route.kind === 'hosts' ? route.lines : undefined);
    const usual = linesOf(routeOf('one.test', site, none));
    expect(linesOf(routeOf('two.test', { ...site }, none))).toBe(usual);
    const turned: Site = { ...site, hosts: site.hosts.map((host) => ({ ...host, preference: 30 - host.preference })) };
    expect(linesOf(routeOf('two.test', turned, none))).not.toBe(usual);
    const both = covering('enforce', 'a.example.net', 'b.example.net');
    expect(linesOf(routeOf('two.test', site, both))).not.toBe(usual);
  });

  it.each([
    ['null-mx', 'invalid-address', /^556 5\.1\.10 one\.test takes no mail/],
    ['no-such-domain', 'doubtful-address', /^550 5\.1\.2 /],
    ['no-host', 'doubtful-address', /^550 5\.4\.4 /],
    ['address-literal', 'protocol', /^550 5\.1\.2 /],
  ] as const)('ends letters to a domain of which the DNS says for good: %s (R7505-1)', (why, reason, words) => {
    const route = routeOf('one.test', { kind: 'none', why }, none);
    expect(route).toMatchObject({ kind: 'unreached', fate: 'final', reason, error: expect.stringMatching(words) });
  });

  it('holds trouble of the DNS against nobody', () => {
    const route = routeOf('one.test', { kind: 'trouble', error: 'SERVFAIL' }, none);
    expect(route).toMatchObject({ kind: 'unreached', fate: 'later', reason: 'name-trouble' });
  });
});
