import type { Socket } from 'node:net';
import { type TestDatabase, testDatabase } from '@hikyaku/database/testing';
import type { ClearedLetter } from '@hikyaku/suppression';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type AnsweringServer, answeringServer, type Behaviour, type Said } from '../../testing/answering-server.ts';
import { clearEach } from '../../testing/clear-each.ts';
import { shortTimeouts } from '../../testing/short-timeouts.ts';
import type { Line, Transmission } from '../../transport.ts';
import { pipeliningTransport } from '../pipelining.ts';
import { parseRelay } from '../relay.ts';
import type { Timeouts } from './timeouts.ts';

let database: TestDatabase;
let letter: ClearedLetter;
let huge: ClearedLetter;
beforeAll(async () => {
  database = await testDatabase();
  const envelope = { from: 'b+x@example.com', to: 'a@example.net' };
  ({ letter, huge } = await clearEach(database.db, {
    letter: { envelope, bytes: Buffer.from('Subject: hi\r\n\r\n.dot\r\nend\r\n') },
    // More than the kernel takes for a receiver that does not read.
    huge: { envelope, bytes: Buffer.from(`Subject: huge\r\n\r\n${`${'x'.repeat(78)}\r\n`.repeat(400_000)}`) },
  }));
});
afterAll(() => database.drop());

const servers: AnsweringServer[] = [];
const lines: Line[] = [];
afterEach(closeAll);

async function closeAll(): Promise<void> {
  for (const line of lines.splice(0)) line.close();
  await Promise.all(servers.splice(0).map((server) => server.close()));
}

async function open(behaviour: Behaviour, timeouts: Partial<Timeouts> = {}) {
  const server = await answeringServer(behaviour);
  servers.push(server);
  const relay = parseRelay(`smtp://127.0.0.1:${server.port}`);
  const line = await pipeliningTransport(relay, 'mail.example.com', { timeouts: shortTimeouts(timeouts) }).open();
  lines.push(line);
  return { line, server };
}

/** One letter to a server that behaves like this; `asked` tells whether the dot was asked about. */
async function transmit(behaviour: Behaviour, timeouts: Partial<Timeouts> = {}, which = letter) {
  const { line } = await open(behaviour, timeouts);
  let asked = false;
  const transmission = await line.transmit(which, () => {
    asked = true;
    return true;
  });
  return { transmission, asked, usable: line.usable };
}

function answering(answers: Record<string, string | undefined>): (said: Said) => string | undefined {
  return (said) => answers[said.kind === 'letter' ? 'letter' : said.line.slice(0, 4)];
}

/** Answers nothing any more once this was said. */
function silentFrom(what: string): (said: Said) => string | undefined {
  let silent = false;
  return (said) => {
    silent ||= what === (said.kind === 'letter' ? 'letter' : said.line.slice(0, 4));
    return silent ? '' : undefined;
  };
}

const before = { kind: 'broken', when: 'before-dot', lineWasFresh: true };
const after = { kind: 'broken', when: 'after-dot', lineWasFresh: true };

describe('dialogue: a server that lies', () => {
  it('takes no answer for one that was given before its question', async () => {
    const early = [
      { DATA: '354 go on\r\n250 2.0.0 kept\r\n' },
      { DATA: '354 go on\r\n25' },
      { MAIL: '250 a\r\n250 b\r\n354 c\r\n250 d\r\n' },
    ];
    for (const answers of early) {
      for (const extensions of [['PIPELINING'], []]) {
        const { transmission, asked, usable } = await transmit({ extensions, answer: answering(answers) });
        expect(transmission).toMatchObject(before);
        expect([asked, usable]).toEqual([false, false]);
      }
    }
  });

  it('blames no letter for an answer that nobody asked for', async () => {
    const { transmission } = await transmit({
      extensions: [],
      answer: answering({ MAIL: '250 a\r\n550 5.1.1 b\r\n' }),
    });
    expect(transmission).toMatchObject({ ...before, error: expect.stringContaining('without being asked') });
  });

  it('believes the first answer to the dot, and no more on that line', async () => {
    const { transmission, usable } = await transmit({ answer: answering({ letter: '250 kept\r\n550 not kept\r\n' }) });
    expect(transmission).toMatchObject({ stage: 'dot', reply: { code: 250 } });
    expect(usable).toBe(false);
  });

  it('gives up a line on which the server speaks between letters', async () => {
    let socket: Socket | undefined;
    const { line } = await open({
      send: (to, text) => {
        socket = to;
        to.write(text, 'latin1');
      },
    });
    await line.transmit(letter, () => true);
    socket?.write('421 4.4.2 idle too long\r\n');
    while (line.usable) await new Promise((resolve) => setImmediate(resolve));
  });

  it('reads nothing into an answer to the dot that is neither yes nor no', async () => {
    const { transmission, usable } = await transmit({ answer: answering({ letter: '354 more\r\n' }) });
    expect(transmission).toMatchObject({ stage: 'dot', reply: { code: 354 } });
    expect(usable).toBe(false);
  });

  it.each([
    'nonsense\r\n',
    `250 ${'x'.repeat(1_000_000)}\r\n`,
    '250-yes\r\n550 no\r\n',
    '250-and so on\r\n'.repeat(10_000),
  ])('is in doubt after the dot and sure before it when the answer is no reply', async (text) => {
    expect((await transmit({ answer: answering({ letter: text }) })).transmission).toMatchObject(after);
    expect((await transmit({ answer: answering({ RCPT: text }) })).transmission).toMatchObject(before);
  });
});

describe('dialogue: a server that is silent', () => {
  it.each([
    ['MAIL', { mailMs: 30 }, before],
    ['RCPT', { rcptMs: 30 }, before],
    ['DATA', { dataMs: 30 }, before],
    ['letter', { dotMs: 30 }, after],
  ])('is waited for no longer than RFC 5321 asks (R5321-4): %s', async (what, timeouts, broken) => {
    for (const extensions of [['PIPELINING'], []]) {
      const { transmission, usable } = await transmit({ extensions, answer: silentFrom(what) }, timeouts);
      expect(transmission).toMatchObject({ ...broken, error: expect.stringContaining('silent for 0.03 s') });
      expect(usable).toBe(false);
    }
  });

  it('is in doubt when half an answer to the dot came', async () => {
    const { transmission } = await transmit({ answer: answering({ letter: '250 2.0' }) }, { dotMs: 30 });
    expect(transmission).toMatchObject(after);
  });
});

describe('dialogue: a letter that does not leave', () => {
  it('knows that the dot was not written when the receiver does not read', async () => {
    const { transmission } = await transmit(
      { duringLetter: (socket) => void socket.pause() },
      { dataBlockMs: 100 },
      huge,
    );
    expect(transmission).toMatchObject({ ...before, error: expect.stringContaining('silent for 0.1 s') });
  });

  it('knows that the dot was not written when the connection is reset on the way', async () => {
    const resetting = (socket: Socket) => void socket.once('data', () => socket.resetAndDestroy());
    const { transmission, asked } = await transmit({ duringLetter: resetting }, {}, huge);
    expect(transmission).toMatchObject(before);
    expect(asked).toBe(true);
  });

  it.each([
    ['552 5.3.4 too large\r\n', { kind: 'replied', stage: 'dot', reply: { code: 552 } }],
    ['250 2.0.0 kept\r\n', before],
  ])('believes a server that has not read it a no, but no yes: %j', async (text, expected) => {
    const interrupting = (socket: Socket): void => {
      socket.once('data', () => {
        socket.pause();
        socket.write(text);
      });
    };
    const { transmission, usable } = await transmit({ duringLetter: interrupting }, {}, huge);
    expect(transmission).toMatchObject(expected);
    expect(usable).toBe(false);
  });

  it('carries it whole to a receiver that does read', async () => {
    let octets = 0;
    let end = Buffer.alloc(0);
    const counting = (socket: Socket): void => {
      socket.on('data', (chunk: Buffer) => {
        octets += chunk.length;
        end = Buffer.concat([end, chunk.subarray(-5)]).subarray(-5);
        if (end.toString() === '\r\n.\r\n') socket.write('250 2.0.0 kept\r\n');
      });
    };
    const { transmission } = await transmit({ duringLetter: counting }, {}, huge);
    expect(transmission).toMatchObject({ stage: 'dot', reply: { code: 250 } });
    expect(octets).toBe(huge.bytes.length + '.\r\n'.length);
  });
});

describe('dialogue: whatever comes', () => {
  const scripts: Record<string, string>[] = [
    {},
    { RCPT: '550-5.1.1 nobody\r\n550 5.1.1 here\r\n', DATA: '503 5.5.1 no recipient\r\n' },
    { letter: '451-4.3.0 later\r\n451 4.3.0 please\r\n' },
    { RCPT: '550 5.1.1 nobody\r\n' },
  ];

  it('hears the same however a server cuts its answers', async () => {
    const expected = await Promise.all(scripts.map(async (script) => transmit({ answer: answering(script) })));
    await fc.assert(
      fc
        .asyncProperty(
          fc.nat(scripts.length - 1),
          fc.infiniteStream(fc.integer({ min: 1, max: 9 })),
          async (nth, lengths) => {
            const behaviour = { answer: answering(scripts[nth] ?? {}), send: inPieces(lengths) };
            expect(await transmit(behaviour)).toEqual(expected[nth]);
          },
        )
        .afterEach(closeAll),
      { numRuns: 40 },
    );
  });

  it('never hangs, and accepts nothing without a 2yz after the dot, when the answers are random', async () => {
    const word = fc.oneof(
      fc.constantFrom('250 ok\r\n', '354 go\r\n', '550 no\r\n', '421 bye\r\n', '250-', '\r\n', 'break', ''),
      fc.string({ unit: 'binary-ascii', maxLength: 12 }),
      fc.string({ unit: fc.constantFrom('2', '5', '0', '3', '4', ' ', '-', '\r', '\n'), maxLength: 12 }),
    );
    const answer = fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: word });
    const answers = fc.record({ MAIL: answer, RCPT: answer, DATA: answer, RSET: answer, letter: answer });
    let accepted = 0;
    const short = { mailMs: 20, rcptMs: 20, dataMs: 20, dotMs: 20, dataBlockMs: 20, commandMs: 2_000 };
    await fc.assert(
      fc
        .asyncProperty(answers, fc.boolean(), async (script, pipelined) => {
          const extensions = pipelined ? ['PIPELINING'] : [];
          const { line, server } = await open({ extensions, answer: answering(script) }, short);
          for (let n = 0; n < 2 && line.usable; n++) {
            const transmission = await line.transmit(letter, () => true);
            if (!isAccepted(transmission)) continue;
            accepted += 1;
            expect(server.heard.flat()).toContainEqual({ kind: 'letter', body: expect.stringContaining('end') });
            expect(script.letter ?? '250 usual\r\n').toMatch(/^2\d\d(?:[ -]|\r?\n)/);
          }
        })
        .afterEach(closeAll),
      { numRuns: 150 },
    );
    expect(accepted).toBeGreaterThan(0);
  });
});

function isAccepted(transmission: Transmission): boolean {
  return (
    transmission.kind === 'replied' && transmission.stage === 'dot' && Math.floor(transmission.reply.code / 100) === 2
  );
}

/** Writes an answer in pieces of these lengths, each in a turn of its own and none before the answer that came earlier. */
function inPieces(lengths: Iterator<number>): (socket: Socket, text: string) => void {
  let earlier = Promise.resolve();
  const write = async (socket: Socket, text: string): Promise<void> => {
    for (let at = 0; at < text.length; ) {
      const length = Number(lengths.next().value);
      if (!socket.destroyed) socket.write(text.slice(at, at + length), 'latin1');
      at += length;
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  return (socket, text) => {
    earlier = earlier.then(() => write(socket, text));
  };
}
