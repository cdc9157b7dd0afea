import { afterEach, describe, expect, it } from '@jest/globals';
import { type AnsweringServer, answeringServer, type Behaviour } from '../../testing/answering-server.ts';
import { shortTimeouts } from '../../testing/short-timeouts.ts';
import { parseRelay, type Relay } from '../relay.ts';
import { TlsFailedError } from './dial.ts';
import { beginSession, type Session } from './session.ts';
import type { Timeouts } from './timeouts.ts';

const servers: AnsweringServer[] = [];
const sessions: Session[] = [];
afterEach(async () => {
  for (const { wire } of sessions.splice(0)) wire.cut('the test is over');
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function serve(behaviour: Behaviour): Promise<AnsweringServer> {
  const server = await answeringServer(behaviour);
  servers.push(server);
  return server;
}

async function begin(behaviour: Behaviour, relay: Partial<Relay> = {}, timeouts: Partial<Timeouts> = {}) {
  const server = await serve(behaviour);
  const begun = beginSession({
    server: { ...parseRelay(`smtp://127.0.0.1:${server.port}`), ...relay },
    ehloName: 'mail.example.com',
    timeouts: shortTimeouts(timeouts),
    tlsFailure: undefined,
  });
  return { server, session: begun.then(kept) };
}

function kept(session: Session): Session {
  sessions.push(session);
  return session;
}

function commandsOf(server: AnsweringServer): string[] {
  return server.heard.flat().map((said) => (said.kind === 'command' ? said.line : '(letter)'));
}

/** As a relay on this machine is owed it: whatever its certificate. */
const required = { mode: 'required', certificateName: undefined } as const;

/** Not on the list of loopback names, and yet this machine. */
const elsewhere = '0.0.0.0';
const auth = { user: 'me', pass: 'open sesame' };
const withStartTls = ['PIPELINING', 'STARTTLS', 'AUTH PLAIN LOGIN'];

describe('beginSession: greeting and EHLO', () => {
  it('waits for a greeting of many lines, says EHLO, and knows what is offered', async () => {
    const { server, session } = await begin({ greeting: '220-here\r\n220 ready\r\n', extensions: ['SIZE 1000'] });
    expect((await session).extensions).toMatchObject({ pipelining: false, size: 1000 });
    expect(commandsOf(server)).toEqual(['EHLO mail.example.com']);
  });

  it('says HELO to a server that does not know EHLO, and expects nothing of it', async () => {
    const answer: Behaviour['answer'] = (said) =>
      said.kind === 'command' && said.line.startsWith('EHLO') ? '502 5.5.1 what?\r\n' : undefined;
    const { server, session } = await begin({ answer });
    expect((await session).extensions).toMatchObject({ pipelining: false, size: undefined });
    expect(commandsOf(server)).toEqual(['EHLO mail.example.com', 'HELO mail.example.com']);
  });

  it.each([
    ['554 5.3.2 not today\r\n', /554 5.3.2 not today/],
    ['421 4.3.2 busy\r\n', /421 4.3.2 busy/],
    ['SSH-2.0-OpenSSH_9.2\r\n', /no SMTP reply.*SSH-2.0/],
    ['220 one\r\n220 two\r\n', /without being asked/],
  ])('says why there is no session after the greeting %j', async (greeting, reason) => {
    await expect((await begin({ greeting })).session).rejects.toThrow(reason);
  });

  it('does not wait for ever for a greeting or for the answer to EHLO', async () => {
    await expect((await begin({ greeting: '' }, {}, { greetingMs: 30 })).session).rejects.toThrow(/silent for 0.03 s/);
    await expect((await begin({ answer: () => '' }, {}, { commandMs: 30 })).session).rejects.toThrow(/silent/);
  });
});

describe('beginSession: TLS', () => {
  it('uses STARTTLS when it is offered, alone in its write, and says EHLO again (R3207-1)', async () => {
    const { server, session } = await begin({ extensions: withStartTls });
    expect((await session).wire.encrypted).toBe(true);
    expect(commandsOf(server)).toEqual(['EHLO mail.example.com', 'STARTTLS', 'EHLO mail.example.com']);
    expect(server.chunks[0]?.[1]).toBe('STARTTLS\r\n');
  });

  it('forgets what was offered in the clear (R3207-1)', async () => {
    const { session } = await begin({
      extensions: ['PIPELINING', 'SIZE 9', 'STARTTLS'],
      extensionsUnderTls: ['SIZE 7'],
    });
    expect((await session).extensions).toMatchObject({ pipelining: false, size: 7, startTls: false });
  });

  it('gives up when something follows the consent to STARTTLS in the clear (R3207-1)', async () => {
    const answer: Behaviour['answer'] = (said) =>
      said.kind === 'command' && said.line === 'STARTTLS' ? '220 go on\r\n250-here\r\n250 AUTH PLAIN\r\n' : undefined;
    const { server, session } = await begin({ extensions: withStartTls, answer }, { auth });
    await expect(session).rejects.toThrow(/without being asked/);
    expect(commandsOf(server)).toEqual(['EHLO mail.example.com', 'STARTTLS']);
  });

  it('goes on in the clear where TLS is optional and refused, and not where it is required', async () => {
    const answer: Behaviour['answer'] = (said) =>
      said.kind === 'command' && said.line === 'STARTTLS' ? '454 4.7.0 not now\r\n' : undefined;
    const behaviour = { extensions: withStartTls, answer };
    expect((await (await begin(behaviour)).session).wire.encrypted).toBe(false);
    await expect((await begin(behaviour, { tls: required })).session).rejects.toThrow(/454.*TLS is required/);
  });

  it('does not do without required TLS where it is not offered', async () => {
    await expect((await begin({}, { tls: required })).session).rejects.toThrow(/does not offer STARTTLS/);
  });

  it('says that TLS failed, so that optional TLS can be left', async () => {
    const { session } = await begin({ extensions: withStartTls, brokenTls: true });
    await expect(session).rejects.toBeInstanceOf(TlsFailedError);
  });

  it('insists on a certificate it can trust where TLS is required, and only there (RFC 7435)', async () => {
    const behaviour = { extensions: withStartTls };
    await expect(
      (await begin(behaviour, { host: elsewhere, tls: { mode: 'required', certificateName: elsewhere } })).session,
    ).rejects.toThrow(/self-signed/);
    expect((await (await begin(behaviour, { host: elsewhere })).session).wire.encrypted).toBe(true);
  });

  it('is encrypted from the first octet with smtps', async () => {
    const { server, session } = await begin({ secure: true, extensions: withStartTls }, { secure: true });
    expect((await session).wire.encrypted).toBe(true);
    expect(commandsOf(server)).toEqual(['EHLO mail.example.com']);
  });

  it('does not wait for ever for a handshake', async () => {
    await expect((await begin({ greeting: '' }, { secure: true }, { connectMs: 30 })).session).rejects.toThrow(
      /no connection within 0.03 s/,
    );
  });
});

describe('beginSession: AUTH', () => {
  it('logs in with PLAIN, under TLS', async () => {
    const { server, session } = await begin({ extensions: withStartTls }, { auth });
    await session;
    expect(commandsOf(server).at(-1)).toBe(`AUTH PLAIN ${Buffer.from('\0me\0open sesame').toString('base64')}`);
  });

  it('logs in with LOGIN where PLAIN is not offered', async () => {
    const answers = ['334 VXNlcm5hbWU6\r\n', '334 UGFzc3dvcmQ6\r\n', '235 2.7.0 welcome\r\n'];
    const answer: Behaviour['answer'] = (said) =>
      said.kind === 'command' && !said.line.startsWith('EHLO') ? answers.shift() : undefined;
    const { server, session } = await begin({ extensions: ['AUTH LOGIN'], answer }, { auth });
    await session;
    const words = commandsOf(server)
      .slice(-2)
      .map((word) => Buffer.from(word, 'base64').toString());
    expect(words).toEqual(['me', 'open sesame']);
  });

  it('never says a password in the clear but to this machine (R3207-2)', async () => {
    const { server, session } = await begin({ extensions: ['AUTH PLAIN LOGIN'] }, { auth, host: elsewhere });
    await expect(session).rejects.toThrow(/without TLS/);
    expect(commandsOf(server)).toEqual(['EHLO mail.example.com']);
  });

  it.each(['535 5.7.8 wrong: ', '334 more of ', '599-', 'you said '])(
    'does not repeat the password when a server quotes it: %s',
    async (words) => {
      const answer: Behaviour['answer'] = (said) =>
        said.kind === 'command' && said.line.startsWith('AUTH') ? `${words}${said.line}\r\n` : undefined;
      const { session } = await begin({ extensions: ['AUTH PLAIN'], answer }, { auth }, { commandMs: 500 });
      const error = await session.catch(String);
      expect(error).toMatch(/refused the login with|during AUTH/);
      expect(error).not.toContain(Buffer.from('\0me\0open sesame').toString('base64'));
      expect(error).not.toContain('sesame');
    },
  );

  it('says what to do about a server that knows neither mechanism', async () => {
    await expect((await begin({ extensions: ['AUTH GSSAPI'] }, { auth })).session).rejects.toThrow(
      /AUTH PLAIN nor AUTH LOGIN/,
    );
  });
});
