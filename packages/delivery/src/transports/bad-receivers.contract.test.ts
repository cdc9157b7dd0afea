import type { Socket } from 'node:net';
import { type TestDatabase, testDatabase } from '@hikyaku/database/testing';
import type { ClearedLetter } from '@hikyaku/suppression';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type AnsweringServer, answeringServer, type Behaviour, type Said } from '../testing/answering-server.ts';
import { clearEach } from '../testing/clear-each.ts';
import { shortTimeouts } from '../testing/short-timeouts.ts';
import { type Line, LineUnavailableError, type Transmission, type Transport } from '../transport.ts';
import { pipeliningTransport } from './pipelining.ts';
import { parseRelay, type Relay } from './relay.ts';
import { smtpTransport } from './smtp.ts';
import type { Timeouts } from './smtp/timeouts.ts';

let database: TestDatabase;
let letters: Record<'letter' | 'beyondAscii' | 'fromBeyondAscii' | 'smuggler' | 'lonelyLf', ClearedLetter>;
beforeAll(async () => {
  database = await testDatabase();
  const bytes = Buffer.from('Subject: hi\r\n\r\n.dot\r\nend\r\n');
  const envelope = { from: 'b+x@example.com', to: 'a@example.net' };
  letters = await clearEach(database.db, {
    letter: { envelope, bytes },
    beyondAscii: { envelope: { ...envelope, to: '山田@example.jp' }, bytes },
    fromBeyondAscii: { envelope: { ...envelope, from: 'é@example.jp' }, bytes },
    smuggler: { envelope: { ...envelope, to: 'a@example.net>\r\nRCPT TO:<b@example.net' }, bytes },
    lonelyLf: { envelope, bytes: Buffer.from('Subject: hi\r\n\r\na\n.\r\nMAIL FROM:<x@example.com>\r\n') },
  });
});
afterAll(() => database.drop());

const servers: AnsweringServer[] = [];
const lines: Line[] = [];
afterEach(async () => {
  for (const line of lines.splice(0)) line.close();
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

type Client = (relay: Relay, timeouts: Timeouts) => Transport;
const clients: [string, Client][] = [
  ['smtpTransport', (relay, timeouts) => smtpTransport(relay, 'mail.example.com', timeouts)],
  ['pipeliningTransport', (relay, timeouts) => pipeliningTransport(relay, 'mail.example.com', { timeouts })],
];

const yes = () => true;
const extensionSets = [['PIPELINING', 'ENHANCEDSTATUSCODES'], []];
/** Every wait of every client, short. */
const impatient = {
  connectMs: 150,
  greetingMs: 150,
  commandMs: 150,
  mailMs: 150,
  rcptMs: 150,
  dataMs: 150,
  dotMs: 150,
};

function answering(answers: Record<string, string | undefined>): (said: Said) => string | undefined {
  return (said) => answers[said.kind === 'letter' ? 'letter' : said.line.slice(0, 4)];
}

function wordsOf(server: AnsweringServer): string[] {
  return server.heard.flat().map((said) => (said.kind === 'command' ? said.line : '(letter)'));
}

function isAccepted(transmission: Transmission): boolean {
  return transmission.kind === 'replied' && transmission.stage === 'dot' && transmission.reply.code === 250;
}

/** Looks at every turn of the event loop until it holds. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve));
}

describe.each(clients)('Bad receivers: %s', (_name, client) => {
  async function serve(behaviour: Behaviour, timeouts: Partial<Timeouts> = {}, login = '') {
    const server = await answeringServer(behaviour);
    servers.push(server);
    const relay = parseRelay(`smtp://${login}127.0.0.1:${server.port}`);
    return { server, transport: client(relay, shortTimeouts(timeouts)) };
  }

  async function open(behaviour: Behaviour, timeouts: Partial<Timeouts> = {}) {
    const { server, transport } = await serve(behaviour, timeouts);
    const line = await transport.open();
    lines.push(line);
    return { server, line };
  }

  async function transmit(behaviour: Behaviour, timeouts: Partial<Timeouts> = {}) {
    const { line, server } = await open(behaviour, timeouts);
    const transmission = await line.transmit(letters.letter, yes);
    return { transmission, line, server };
  }

  it('believes a yes from a server that closes right after it, and gives up the line', async () => {
    const { transmission, line } = await transmit({
      send: (socket, text) => void (text.includes('kept') ? socket.end(text) : socket.write(text, 'latin1')),
    });
    expect(transmission).toMatchObject({ kind: 'replied', stage: 'dot', reply: { code: 250 } });
    await until(() => !line.usable);
  });

  it('loses and doubles no letter on a server that closes after every second one', async () => {
    let kept = 0;
    const { server, transport } = await serve({
      send: (socket, text) => {
        const closes = text.includes('kept') && ++kept % 2 === 0;
        void (closes ? socket.end(text) : socket.write(text, 'latin1'));
      },
    });
    const opened = async () => {
      const line = await transport.open();
      lines.push(line);
      return line;
    };
    let line = await opened();
    for (let accepted = 0; accepted < 7; ) {
      if (!line.usable) line = await opened();
      const transmission = await line.transmit(letters.letter, yes);
      if (transmission.kind === 'broken') {
        expect(transmission).toMatchObject({ when: 'before-dot', lineWasFresh: false });
      } else accepted += 1;
    }
    expect(wordsOf(server).filter((word) => word === '(letter)')).toHaveLength(7);
  });

  it.each(['452 4.3.1 full\r\n', '554 5.7.1 spam\r\n'])(
    'hears a no that comes while the letter is on its way: %j',
    async (text) => {
      const interrupting = (socket: Socket) => void socket.once('data', () => socket.end(text));
      const { transmission } = await transmit({ duringLetter: interrupting });
      expect(transmission).toMatchObject({ stage: 'dot', reply: { code: Number(text.slice(0, 3)) } });
    },
  );

  it.each(['452 4.3.1 full\r\n', '554 5.7.1 spam\r\n'])(
    'does not take a letter for accepted when a no stands right behind 354: %j',
    async (text) => {
      for (const extensions of extensionSets) {
        const { transmission, line } = await transmit({ extensions, answer: answering({ DATA: `354 go\r\n${text}` }) });
        expect(isAccepted(transmission)).toBe(false);
        await until(() => !line.usable);
      }
    },
  );

  it.each(['MAIL', 'RCPT', 'DATA', 'letter'])('hears 421 and gives up the line: %s', async (what) => {
    for (const extensions of extensionSets) {
      const { transmission, line } = await transmit({ extensions, answer: answering({ [what]: '421 4.3.2 bye\r\n' }) });
      expect(transmission).toMatchObject({ kind: 'replied', reply: { code: 421, enhanced: '4.3.2' } });
      // Before the dot nodemailer may name the command that came after.
      expect(transmission.kind === 'replied' && transmission.stage === 'dot').toBe(what === 'letter');
      expect(line.usable).toBe(false);
    }
  });

  it.each([
    ['greeting', { greeting: '421 4.3.2 bye\r\n' }],
    ['EHLO', { answer: answering({ EHLO: '421 4.3.2 bye\r\n' }) }],
    ['garbage', { greeting: '\x16\x03\x01\x02\0\x01\xff\xfe\r\n' }],
    ['half a greeting', { greeting: '22' }],
    ['no greeting', { greeting: '' }],
    ['an endless greeting', { greeting: '220-and so on\r\n'.repeat(80_000) }],
    ['no answer to EHLO', { answer: answering({ EHLO: '' }) }],
    ['the connection cut at EHLO', { answer: answering({ EHLO: 'break' }) }],
  ] satisfies [string, Behaviour][])('opens no line where the beginning goes wrong: %s', async (_what, behaviour) => {
    const { transport } = await serve(behaviour, impatient);
    await expect(transport.open()).rejects.toBeInstanceOf(LineUnavailableError);
  });

  it.each(['MAIL', 'RCPT', 'DATA', 'letter'])(
    'does not wait for ever for an answer, whole or half: %s',
    async (what) => {
      const when = what === 'letter' ? 'after-dot' : 'before-dot';
      for (const text of ['', '250-half of\r\n25']) {
        for (const extensions of extensionSets) {
          let silent = false;
          const answer = (said: Said) => {
            if (silent) return '';
            silent = what === (said.kind === 'letter' ? 'letter' : said.line.slice(0, 4));
            return silent ? text : undefined;
          };
          const { transmission, line } = await transmit({ extensions, answer }, impatient);
          expect(transmission).toMatchObject({ kind: 'broken', when, lineWasFresh: true });
          expect(line.usable).toBe(false);
        }
      }
    },
  );

  it.each(['MAIL', 'RCPT', 'DATA', 'letter'])('accepts nothing on the word of nonsense: %s', async (what) => {
    const nonsense = [
      '\0\xff\xfe\x01\r\n',
      'hello\r\n',
      'x'.repeat(1_000_000),
      '250-yes\r\n550 no\r\n',
      '2500 fine\r\n',
    ];
    for (const text of nonsense) {
      const { transmission, server } = await transmit({ answer: answering({ [what]: text }) }, impatient);
      // nodemailer forgives some nonsense before the dot; and a client this impatient may give up before it, on a slow machine. An empty
      // letter is the lone dot after recipients that were refused.
      const hasLetter = server.heard.flat().some((said) => said.kind === 'letter' && said.body !== '');
      if (transmission.kind === 'broken') expect(transmission.when).toBe(hasLetter ? 'after-dot' : 'before-dot');
      expect(isAccepted(transmission) && (what === 'letter' || !hasLetter)).toBe(false);
    }
  });

  it('hears answers that come octet by octet', async () => {
    const { transmission } = await transmit({
      answer: answering({ RCPT: '550-5.1.1 nobody\r\n550 5.1.1 here\r\n', DATA: '503 5.5.1 no recipient\r\n' }),
      send: octetByOctet(),
    });
    expect(transmission).toMatchObject({ stage: 'rcpt', reply: { code: 550, enhanced: '5.1.1', text: 'nobody here' } });
  });

  it('writes no letter where DATA is answered with 250', async () => {
    for (const extensions of extensionSets) {
      const { transmission, line, server } = await transmit({
        extensions,
        answer: answering({ DATA: '250 fine\r\n' }),
      });
      expect(transmission).toMatchObject({ kind: 'replied', stage: 'data', reply: { code: 250 } });
      expect(line.usable).toBe(false);
      expect(server.chunks.flat().join('')).not.toContain('Subject: hi');
    }
  });

  it('carries no letter where every command is answered twice', async () => {
    const twice = (said: Said) =>
      said.kind === 'command' && said.line !== 'QUIT' ? '250 one\r\n250 two\r\n' : undefined;
    const { transport, server } = await serve({ extensions: [], answer: twice }, impatient);
    // nodemailer sees it a moment after the line was opened.
    const sent = await transport.open().then(
      (line) => line.transmit(letters.letter, yes),
      () => undefined,
    );
    expect(sent !== undefined && isAccepted(sent)).toBe(false);
    expect(server.chunks.flat().join('')).not.toContain('Subject: hi');
  });

  it('does without extensions, and without 8BITMIME says nothing of it', async () => {
    const { transmission, server } = await transmit({ extensions: [] });
    expect(transmission).toMatchObject({ stage: 'dot', reply: { code: 250 } });
    expect(wordsOf(server).slice(1, 3)).toEqual(['MAIL FROM:<b+x@example.com>', 'RCPT TO:<a@example.net>']);
  });

  it('says how large the letter is where SIZE is offered, and offers none that is larger (R1870-1)', async () => {
    const fitting = await transmit({ extensions: ['SIZE 1000'] });
    expect(wordsOf(fitting.server)).toContain(`MAIL FROM:<b+x@example.com> SIZE=${letters.letter.bytes.length}`);
    const { transmission, line, server } = await transmit({ extensions: ['PIPELINING', 'SIZE 10'] });
    expect(transmission).toMatchObject({ stage: 'mail', reply: { code: 552, enhanced: '5.3.4' } });
    expect([wordsOf(server), line.usable]).toEqual([['EHLO mail.example.com'], true]);
  });

  it.each([
    ['beyondAscii', 'rcpt', 553, '5.6.7'],
    ['fromBeyondAscii', 'mail', 553, '5.6.7'],
    ['smuggler', 'rcpt', 553, '5.1.3'],
    ['lonelyLf', 'mail', 554, '5.6.0'],
  ] as const)(
    'says no word of a letter that SMTP cannot carry, even where SMTPUTF8 is offered (RFC 6531): %s',
    async (which, stage, code, enhanced) => {
      for (const extensions of [['PIPELINING'], ['PIPELINING', '8BITMIME', 'SMTPUTF8']]) {
        const { line, server } = await open({ extensions });
        expect(await line.transmit(letters[which], yes)).toMatchObject({ stage, reply: { code, enhanced } });
        expect(wordsOf(server)).toEqual(['EHLO mail.example.com']);
        expect(await line.transmit(letters.letter, yes)).toMatchObject({ stage: 'dot', reply: { code: 250 } });
      }
    },
  );

  it('logs in with what is offered, and says so when it is refused', async () => {
    for (const mechanisms of ['AUTH PLAIN', 'AUTH LOGIN', 'AUTH X-UNKNOWN PLAIN']) {
      const answers = mechanisms === 'AUTH LOGIN' ? loginAnswers() : undefined;
      const taken = await serve({ extensions: [mechanisms], ...(answers && { answer: answers }) }, {}, 'me:secret@');
      lines.push(await taken.transport.open());
    }
    const refusing = answering({ AUTH: '535 5.7.8 no such user\r\n' });
    const refused = await serve({ extensions: ['AUTH PLAIN'], answer: refusing }, {}, 'me:secret@');
    await expect(refused.transport.open()).rejects.toThrow(/535/);
  });

  it('lets nothing count that stands behind the consent to STARTTLS (R3207-1)', async () => {
    const answer = answering({ STAR: '220 go on\r\n250-here\r\n250-PIPELINING\r\n250 SIZE 1\r\n' });
    const { transport, server } = await serve({ extensions: ['STARTTLS'], extensionsUnderTls: [], answer });
    // The one leaves; the other forgets what it heard, else the letter would be too large.
    const sent = await transport.open().then(
      (line) => line.transmit(letters.letter, yes),
      () => undefined,
    );
    expect([undefined, 'dot']).toContain(sent?.kind === 'replied' ? sent.stage : sent);
    expect(server.chunks.flat().join('')).not.toContain('SIZE');
  });

  it('leaves broken TLS where it is optional', async () => {
    const { transmission, server } = await transmit({ extensions: ['STARTTLS', 'PIPELINING'], brokenTls: true });
    expect(transmission).toMatchObject({ stage: 'dot', reply: { code: 250 } });
    expect(server.heard[1]).not.toContainEqual({ kind: 'command', line: 'STARTTLS' });
  });
});

function loginAnswers(): (said: Said) => string | undefined {
  const answers = ['334 VXNlcm5hbWU6\r\n', '334 UGFzc3dvcmQ6\r\n', '235 2.7.0 welcome\r\n'];
  return (said) => (said.kind === 'command' && !/^(?:EHLO|QUIT)/.test(said.line) ? answers.shift() : undefined);
}

/** Writes an answer in pieces of one octet, each in a turn of its own. */
function octetByOctet(): (socket: Socket, text: string) => void {
  let earlier = Promise.resolve();
  const write = async (socket: Socket, text: string): Promise<void> => {
    for (const octet of text) {
      if (!socket.destroyed) socket.write(octet, 'latin1');
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  return (socket, text) => {
    earlier = earlier.then(() => write(socket, text));
  };
}
