import { type TestDatabase, testDatabase } from '@hikyaku/database/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { ClearedLetter } from '@hikyaku/suppression';
import { clearOne } from '../testing/clear-one.ts';
import { type Script, type ScriptedServer, scriptedServer } from '../testing/scripted-server.ts';
import { LineUnavailableError, type Transport } from '../transport.ts';
import { captureTransport } from './capture.ts';
import { parseRelay } from './relay.ts';
import { smtpTransport } from './smtp.ts';

// Transports take what the gate made, and only the gate can make it: so a row is claimed for real.
let database: TestDatabase;
let cleared: ClearedLetter;
beforeAll(async () => {
  database = await testDatabase();
  cleared = await clearOne(database.db, {
    envelope: { from: 'b+x@example.com', to: '"a..b"@docomo.ne.jp' },
    bytes: Buffer.from('Subject: hi\r\n\r\n.dot at the start\r\nend\r\n'),
  });
});
afterAll(() => database.drop());

const servers: ScriptedServer[] = [];
afterEach(() => Promise.all(servers.splice(0).map((server) => server.close())));

async function over(script: Script): Promise<{ transport: Transport; server: ScriptedServer }> {
  const server = await scriptedServer(script);
  servers.push(server);
  return { server, transport: smtpTransport(parseRelay(`smtp://127.0.0.1:${server.port}`), 'mail.example.com') };
}

async function transmit(transport: Transport, beforeDot: () => boolean = () => true) {
  const line = await transport.open();
  const transmission = await line.transmit(cleared, beforeDot);
  const { usable } = line;
  line.close();
  return { transmission, usable };
}

const implementations: [string, () => Promise<Transport>][] = [
  ['smtp', async () => (await over({})).transport],
  ['capture', async () => captureTransport(() => {})],
];

describe.each(implementations)('Transport contract: %s', (_name, open) => {
  it('reports the reply to the dot, asked about exactly once before it', async () => {
    let asked = 0;
    const { transmission, usable } = await transmit(await open(), () => {
      asked += 1;
      return true;
    });
    expect(transmission).toMatchObject({ kind: 'replied', stage: 'dot', reply: { code: 250 } });
    expect([asked, usable]).toEqual([1, true]);
  });

  it('writes no dot when it may not', async () => {
    const { transmission } = await transmit(await open(), () => false);
    expect(transmission).toEqual({ kind: 'withdrawn' });
  });

  it('carries several letters on one line', async () => {
    const line = await (await open()).open();
    for (let n = 0; n < 3; n++) {
      expect(await line.transmit(cleared, () => true)).toMatchObject({ kind: 'replied', stage: 'dot' });
    }
    line.close();
  });
});

describe('smtpTransport', () => {
  it('sends the envelope and the bytes as they are, dots stuffed (R5322-5, JPC-1)', async () => {
    const { transport, server } = await over({});
    await transmit(transport);
    expect(server.received).toEqual([
      {
        from: expect.stringContaining('<b+x@example.com>'),
        to: expect.stringContaining('<"a..b"@docomo.ne.jp>'),
        body: 'Subject: hi\r\n\r\n..dot at the start\r\nend',
      },
    ]);
  });

  it('lets the receiver have nothing of a letter that was withdrawn', async () => {
    const { transport, server } = await over({});
    await transmit(transport, () => false);
    expect(server.received).toEqual([]);
  });

  it.each(['mail', 'rcpt', 'data', 'dot'] as const)('says at which stage a refusal came: %s', async (stage) => {
    for (const reply of ['451 4.3.0 later', '550 5.1.1 nobody here']) {
      const { transport } = await over({ [stage]: reply });
      const { transmission } = await transmit(transport);
      expect(transmission).toMatchObject({ kind: 'replied', stage, reply: { code: Number(reply.slice(0, 3)) } });
    }
  });

  it('goes on with the same line after a refused recipient', async () => {
    const { transport, server } = await over({ rcpt: '550 5.1.1 nobody here' });
    const line = await transport.open();
    const refusals = [await line.transmit(cleared, () => true), await line.transmit(cleared, () => true)];
    line.close();
    expect(refusals).toEqual(Array(2).fill(expect.objectContaining({ stage: 'rcpt' })));
    expect(server.connections()).toBe(1);
  });

  it('knows whether a connection broke before or after the dot', async () => {
    for (const stage of ['mail', 'rcpt', 'data'] as const) {
      const { transmission, usable } = await transmit((await over({ [stage]: 'break' })).transport);
      expect(transmission).toMatchObject({ kind: 'broken', when: 'before-dot' });
      expect(usable).toBe(false);
    }
    const { transmission } = await transmit((await over({ dot: 'break' })).transport);
    expect(transmission).toMatchObject({ kind: 'broken', when: 'after-dot' });
  });

  it('gives up a line that answered 421', async () => {
    const { usable } = await transmit((await over({ dot: '421 4.7.0 too many' })).transport);
    expect(usable).toBe(false);
  });

  it('says who is not taking letters when there is no line to be had', async () => {
    await expect((await over({ greeting: '554 not today' })).transport.open()).rejects.toBeInstanceOf(
      LineUnavailableError,
    );
    const gone = smtpTransport(parseRelay('smtp://127.0.0.1:1'), 'mail.example.com');
    await expect(gone.open()).rejects.toThrow(/127\.0\.0\.1:1 is not taking letters/);
  });
});

describe('parseRelay', () => {
  it('insists on TLS before a password leaves this machine (R3207-2)', () => {
    expect(parseRelay('smtp://me:secret@relay.example.com:587?pool=20')).toEqual({
      host: 'relay.example.com',
      port: 587,
      secure: false,
      requireTls: true,
      connections: 20,
      auth: { user: 'me', pass: 'secret' },
    });
  });

  it('says what to write instead, without the password', () => {
    for (const url of ['', 'relay', 'http://x', 'smtp://me:secret@x?pool=0', 'smtp://me:secret@x?pool=many']) {
      expect(() => parseRelay(url)).toThrow(/SMTP_URL/);
      expect(() => parseRelay(url)).not.toThrow(/secret/);
    }
  });
});
