import { type TestDatabase, testDatabase } from '@hikyaku/database/testing';
import type { ClearedLetter } from '@hikyaku/suppression';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { clearEach } from '../testing/clear-each.ts';
import { canRunPostfix, postfixReceiver } from '../testing/postfix.ts';
import { hasSmtpSink, type RealReceiver, smtpServerReceiver, smtpSinkReceiver } from '../testing/real-receivers.ts';
import { type Script, type ScriptedServer, scriptedServer } from '../testing/scripted-server.ts';
import { LineUnavailableError, type Transport } from '../transport.ts';
import { captureTransport } from './capture.ts';
import { pipeliningTransport } from './pipelining.ts';
import { parseRelay } from './relay.ts';
import { smtpTransport } from './smtp.ts';

// Transports take what the gate made, and only the gate can make it: so a row is claimed for real.
let database: TestDatabase;
let cleared: ClearedLetter;
let toOldCarrier: ClearedLetter;
let toNobody: ClearedLetter;
let tooLarge: ClearedLetter;
beforeAll(async () => {
  database = await testDatabase();
  const bytes = Buffer.from('Subject: hi\r\n\r\n.dot at the start\r\nend\r\n');
  const from = 'b+x@example.com';
  ({ cleared, toOldCarrier, toNobody, tooLarge } = await clearEach(database.db, {
    cleared: { envelope: { from, to: 'a@example.net' }, bytes },
    // Not every receiver in these tests knows quoted names.
    toOldCarrier: { envelope: { from, to: '"a..b"@docomo.ne.jp' }, bytes },
    toNobody: { envelope: { from, to: 'nobody@example.net' }, bytes },
    tooLarge: {
      envelope: { from, to: 'a@example.net' },
      bytes: Buffer.from(`Subject: hi\r\n\r\n${'x\r\n'.repeat(2_000)}`),
    },
  }));
});
afterAll(() => database.drop());

const receivers: RealReceiver[] = [];
afterEach(() => Promise.all(receivers.splice(0).map((receiver) => receiver.close())));

type Client = (port: number) => Transport;
const smtp: Client = (port) => smtpTransport(parseRelay(`smtp://127.0.0.1:${port}`), 'mail.example.com');
const pipelining: Client = (port) => pipeliningTransport(parseRelay(`smtp://127.0.0.1:${port}`), 'mail.example.com');

async function over(client: Client, script: Script): Promise<{ transport: Transport; server: ScriptedServer }> {
  const server = await scriptedServer(script);
  receivers.push(server);
  return { server, transport: client(server.port) };
}

async function transmit(transport: Transport, beforeDot: () => boolean = () => true) {
  const line = await transport.open();
  const transmission = await line.transmit(cleared, beforeDot);
  const { usable } = line;
  line.close();
  return { transmission, usable };
}

/** A way out to a receiver that is started for it. */
function to(client: Client, start: () => Promise<RealReceiver>): () => Promise<Transport> {
  return async () => {
    const receiver = await start();
    receivers.push(receiver);
    return client(receiver.port);
  };
}

/** One Postfix for all tests: it takes two seconds to start. */
let started: Promise<RealReceiver> | undefined;
const postfix = () => (started ??= postfixReceiver());
afterAll(async () => (await started)?.close());

const implementations: [string, () => Promise<Transport>][] = [
  ['capture', async () => captureTransport(() => {})],
  ['smtp', to(smtp, () => scriptedServer({}))],
  ['smtp to smtp-server', to(smtp, smtpServerReceiver)],
  ['pipelining', to(pipelining, () => scriptedServer({}))],
  ['pipelining to smtp-server', to(pipelining, smtpServerReceiver)],
];
if (hasSmtpSink) {
  implementations.push(['smtp to smtp-sink', to(smtp, smtpSinkReceiver)]);
  implementations.push(['pipelining to smtp-sink', to(pipelining, smtpSinkReceiver)]);
} else {
  process.stdout.write('smtp-sink is not installed (Debian: postfix); what it makes of our letters is skipped.\n');
}
if (canRunPostfix) {
  implementations.push(['smtp to Postfix', async () => smtp((await postfix()).port)]);
  implementations.push(['pipelining to Postfix', async () => pipelining((await postfix()).port)]);
} else {
  process.stdout.write('Postfix is not installed, or we are not root; what it makes of our letters is skipped.\n');
}

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

const clients: [string, Client][] = [
  ['smtpTransport', smtp],
  ['pipeliningTransport', pipelining],
];

(canRunPostfix ? describe.each(clients) : describe.skip.each(clients))('Postfix: %s', (_name, client) => {
  it('takes a letter, one that is too large and one that it refuses, on one encrypted line', async () => {
    const line = await client((await postfix()).port).open();
    const answers = [];
    for (const letter of [cleared, toNobody, tooLarge, toOldCarrier, cleared]) {
      answers.push(await line.transmit(letter, () => true));
    }
    const { usable } = line;
    line.close();
    const accepted = expect.objectContaining({ stage: 'dot', reply: expect.objectContaining({ enhanced: '2.0.0' }) });
    expect(answers).toEqual([
      accepted,
      expect.objectContaining({ stage: 'rcpt', reply: expect.objectContaining({ code: 554, enhanced: '5.7.1' }) }),
      expect.objectContaining({ stage: 'mail', reply: expect.objectContaining({ code: 552, enhanced: '5.3.4' }) }),
      accepted,
      accepted,
    ]);
    expect(usable).toBe(true);
  });
});

describe.each(clients)('SMTP contract: %s', (_name, client) => {
  it('sends the envelope and the bytes as they are, dots stuffed (R5322-5, JPC-1)', async () => {
    const { transport, server } = await over(client, {});
    const line = await transport.open();
    await line.transmit(toOldCarrier, () => true);
    line.close();
    expect(server.received).toEqual([
      {
        from: expect.stringContaining('<b+x@example.com>'),
        to: expect.stringContaining('<"a..b"@docomo.ne.jp>'),
        body: 'Subject: hi\r\n\r\n..dot at the start\r\nend',
      },
    ]);
  });

  it('lets the receiver have nothing of a letter that was withdrawn', async () => {
    const { transport, server } = await over(client, {});
    await transmit(transport, () => false);
    expect(server.received).toEqual([]);
  });

  it.each(['mail', 'rcpt', 'data', 'dot'] as const)('says at which stage a refusal came: %s', async (stage) => {
    for (const reply of ['451 4.3.0 later', '550 5.1.1 nobody here']) {
      const { transport } = await over(client, { [stage]: reply });
      const { transmission } = await transmit(transport);
      expect(transmission).toMatchObject({ kind: 'replied', stage, reply: { code: Number(reply.slice(0, 3)) } });
    }
  });

  it.each(['mail', 'rcpt', 'data', 'dot'] as const)('goes on with the same line after a refusal: %s', async (stage) => {
    const { transport, server } = await over(client, { [stage]: '550 5.1.1 nobody here' });
    const line = await transport.open();
    const refusals = [await line.transmit(cleared, () => true), await line.transmit(cleared, () => true)];
    line.close();
    expect(refusals).toEqual(Array(2).fill(expect.objectContaining({ stage })));
    expect(server.connections()).toBe(1);
  });

  it('knows whether a connection broke before or after the dot', async () => {
    for (const stage of ['mail', 'rcpt', 'data'] as const) {
      const { transmission, usable } = await transmit((await over(client, { [stage]: 'break' })).transport);
      expect(transmission).toMatchObject({ kind: 'broken', when: 'before-dot' });
      expect(usable).toBe(false);
    }
    const { transmission } = await transmit((await over(client, { dot: 'break' })).transport);
    expect(transmission).toMatchObject({ kind: 'broken', when: 'after-dot' });
  });

  it('gives up a line that answered 421', async () => {
    const { usable } = await transmit((await over(client, { dot: '421 4.7.0 too many' })).transport);
    expect(usable).toBe(false);
  });

  it('tells a line that had served before from a fresh one when the server closes it (YH-3)', async () => {
    const { transport } = await over(client, { lettersPerConnection: 1 });
    const line = await transport.open();
    expect(await line.transmit(cleared, () => true)).toMatchObject({ kind: 'replied', stage: 'dot' });
    expect(await line.transmit(cleared, () => true)).toMatchObject({
      kind: 'broken',
      when: 'before-dot',
      lineWasFresh: false,
    });
    expect(line.usable).toBe(false);
  });

  it('says who is not taking letters when there is no line to be had', async () => {
    await expect((await over(client, { greeting: '554 not today' })).transport.open()).rejects.toBeInstanceOf(
      LineUnavailableError,
    );
    await expect(client(1).open()).rejects.toThrow(/127\.0\.0\.1:1 is not taking letters/);
  });
});
