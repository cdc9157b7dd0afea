import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type AnsweringServer, answeringServer, type Behaviour } from '../testing/answering-server.ts';
import { certificateAuthority } from '../testing/certificate.ts';
import { type Line, LineUnavailableError } from '../transport.ts';
import { pipeliningTransport } from './pipelining.ts';
import { parseRelay } from './relay.ts';
import { smtpTransport } from './smtp.ts';

const name = 'mx.example.com';
const trusted = certificateAuthority('an authority that is trusted');
const certificates = {
  right: trusted.issue([name]),
  wildcard: trusted.issue(['*.example.com']),
  'of another name': trusted.issue(['mx.example.net']),
  expired: trusted.issue([name], new Date('2021-01-01')),
  untrusted: certificateAuthority('an authority that nobody knows').issue([name]),
};
type Which = keyof typeof certificates;

const usual = getCACertificates('default');
beforeAll(() => setDefaultCACertificates([trusted.cert]));
afterAll(() => setDefaultCACertificates(usual));

const servers: AnsweringServer[] = [];
const lines: Line[] = [];
afterEach(async () => {
  for (const line of lines.splice(0)) line.close();
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

const clients = ['nodemailer', 'pipelining'] as const;

/** Opens a line to a server that behaves like this; what is asked of its TLS stands in the URL. */
async function open(client: (typeof clients)[number], behaviour: Behaviour, url: string) {
  const server = await answeringServer({ extensions: ['PIPELINING', 'STARTTLS'], ...behaviour });
  servers.push(server);
  const relay = parseRelay(`${url.replace('HOST', `127.0.0.1:${server.port}`)}&client=${client}`);
  const shortfalls: string[] = [];
  const report = (shortfall: string) => void shortfalls.push(shortfall);
  const transport =
    client === 'pipelining'
      ? pipeliningTransport(relay, 'mail.example.org', { report })
      : smtpTransport(relay, 'mail.example.org');
  const opened = transport.open().then((line) => lines.push(line));
  return { server, opened, shortfalls, transport };
}

const encrypted = (server: AnsweringServer) =>
  server.chunks.flat().filter((chunk) => chunk.startsWith('EHLO')).length === 2;
const required = `smtp://HOST?tls=required&certificate=${name}`;
const testing = `smtp://HOST?tls=testing&certificate=${name}`;

describe.each(clients)('TLS contract: %s', (client) => {
  it.each(['right', 'wildcard'] satisfies Which[])(
    'takes a certificate that is %s where it is required',
    async (which) => {
      const { server, opened } = await open(client, { certificate: certificates[which] }, required);
      await opened;
      expect(encrypted(server)).toBe(true);
    },
  );

  it.each([
    ['of another name', /mx\.example\.net|altnames/],
    ['expired', /expired/],
    ['untrusted', /unable to|self-signed|issuer/],
  ] satisfies [Which, RegExp][])(
    'says nothing more to a server whose certificate is %s where TLS is required (RFC 8461 §5)',
    async (which, reason) => {
      const { server, opened } = await open(client, { certificate: certificates[which] }, required);
      await expect(opened).rejects.toThrow(LineUnavailableError);
      await expect(opened).rejects.toThrow(reason);
      expect(server.heard.flat()).toEqual([
        { kind: 'command', line: 'EHLO mail.example.org' },
        { kind: 'command', line: 'STARTTLS' },
      ]);
    },
  );

  it.each([
    ['does not offer it', { extensions: ['PIPELINING'] }],
    [
      'refuses it',
      { answer: (said) => (said.kind === 'command' && said.line === 'STARTTLS' ? '454 4.7.0 no\r\n' : undefined) },
    ],
    ['does not understand it', { brokenTls: true }],
  ] satisfies [string, Behaviour][])(
    'opens no line to a server that %s where it is required',
    async (_what, behaviour) => {
      const { opened } = await open(client, behaviour, required);
      await expect(opened).rejects.toBeInstanceOf(LineUnavailableError);
      expect(servers[0]?.heard).toHaveLength(1);
    },
  );

  it.each(['of another name', 'expired', 'untrusted'] satisfies Which[])(
    'encrypts with a certificate that is %s where TLS is opportunistic (RFC 7435)',
    async (which) => {
      const { server, opened } = await open(client, { certificate: certificates[which] }, 'smtp://HOST?pool=1');
      await opened;
      expect(encrypted(server)).toBe(true);
    },
  );

  it('asks smtps for the certificate of its name too', async () => {
    const smtps = `smtps://HOST?certificate=${name}`;
    await (await open(client, { secure: true, certificate: certificates.right }, smtps)).opened;
    const { opened } = await open(client, { secure: true, certificate: certificates['of another name'] }, smtps);
    await expect(opened).rejects.toBeInstanceOf(LineUnavailableError);
  });
});

describe('TLS that is tested (RFC 8461 §5)', () => {
  it.each([
    ['of another name', /ALTNAME/],
    ['expired', /EXPIRED/],
    ['untrusted', /UNABLE_TO|SELF_SIGNED/],
  ] satisfies [Which, RegExp][])(
    'encrypts with a certificate that is %s, and reports it once',
    async (which, reason) => {
      const { server, opened, shortfalls, transport } = await open(
        'pipelining',
        { certificate: certificates[which] },
        testing,
      );
      await opened;
      lines.push(await transport.open());
      expect(server.heard.every((heard) => heard.length === 3)).toBe(true);
      expect(shortfalls).toEqual([expect.stringMatching(reason)]);
    },
  );

  it.each([
    [{ extensions: ['PIPELINING'] }, /does not offer STARTTLS/],
    [{ brokenTls: true }, /offers TLS, but that failed/],
  ] satisfies [Behaviour, RegExp][])('goes on in the clear and reports why: %j', async (behaviour, reason) => {
    const { opened, shortfalls } = await open('pipelining', behaviour, testing);
    await opened;
    expect(shortfalls).toEqual([expect.stringMatching(reason)]);
  });

  it('reports nothing of a server that is as it should be', async () => {
    const { opened, shortfalls } = await open('pipelining', { certificate: certificates.right }, testing);
    await opened;
    expect(shortfalls).toEqual([]);
  });
});
