import { type TestDatabase, testDatabase } from '@hikyaku/database/testing';
import type { ClearedLetter } from '@hikyaku/suppression';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type AnsweringServer, answeringServer, type Behaviour, type Said } from '../testing/answering-server.ts';
import { clearEach } from '../testing/clear-each.ts';
import { shortTimeouts } from '../testing/short-timeouts.ts';
import { type Line, LineUnavailableError } from '../transport.ts';
import { pipeliningTransport } from './pipelining.ts';
import { parseRelay, type Relay } from './relay.ts';
import type { Timeouts } from './smtp/timeouts.ts';

let database: TestDatabase;
let letter: ClearedLetter;
let toNobody: ClearedLetter;
beforeAll(async () => {
  database = await testDatabase();
  const bytes = Buffer.from('Subject: hi\r\n\r\n.dot\r\nend\r\n');
  const from = 'b+x@example.com';
  ({ letter, toNobody } = await clearEach(database.db, {
    letter: { envelope: { from, to: 'a@example.net' }, bytes },
    toNobody: { envelope: { from, to: 'a@example.net>\r\nRCPT TO:<b@example.net' }, bytes },
  }));
});
afterAll(() => database.drop());

const servers: AnsweringServer[] = [];
const lines: Line[] = [];
afterEach(async () => {
  for (const line of lines.splice(0)) line.close();
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function open(behaviour: Behaviour = {}, timeouts: Partial<Timeouts> = {}, relay: Partial<Relay> = {}) {
  const server = await answeringServer(behaviour);
  servers.push(server);
  const way = { ...parseRelay(`smtp://127.0.0.1:${server.port}`), ...relay };
  const line = await pipeliningTransport(way, 'mail.example.com', { timeouts: shortTimeouts(timeouts) }).open();
  lines.push(line);
  return { line, server };
}

const yes = () => true;

/** Answers a command with these words, and everything else as usual. */
function to(command: string, text: string): (said: Said) => string | undefined {
  return (said) => (said.kind === 'command' && said.line.startsWith(command) ? text : undefined);
}

function said(server: AnsweringServer, connection = 0): string[] {
  return (server.heard[connection] ?? []).map((one) => (one.kind === 'command' ? one.line : '(letter)'));
}

/** Looks at every turn of the event loop until it holds. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve));
}

describe('pipeliningTransport: on the wire', () => {
  it('says MAIL, RCPT and DATA at once where PIPELINING is offered, and letter and dot at once (R2920-1)', async () => {
    const { line, server } = await open();
    await line.transmit(letter, yes);
    expect(server.chunks[0]?.slice(1)).toEqual([
      'MAIL FROM:<b+x@example.com>\r\nRCPT TO:<a@example.net>\r\nDATA\r\n',
      'Subject: hi\r\n\r\n..dot\r\nend\r\n.\r\n',
    ]);
  });

  it('waits for each answer where it is not offered (R2920-1)', async () => {
    const { line, server } = await open({ extensions: [] });
    await line.transmit(letter, yes);
    expect(server.chunks[0]?.slice(1, 4)).toEqual([
      'MAIL FROM:<b+x@example.com>\r\n',
      'RCPT TO:<a@example.net>\r\n',
      'DATA\r\n',
    ]);
  });

  it('declares the size of the letter before its dots are stuffed, where SIZE is offered (R1870-1)', async () => {
    const { line, server } = await open({ extensions: ['SIZE 1000'] });
    await line.transmit(letter, yes);
    expect(said(server)).toContain(`MAIL FROM:<b+x@example.com> SIZE=${letter.bytes.length}`);
  });

  it('asks after 354, and writes not an octet of a letter that may not go', async () => {
    const { line, server } = await open();
    const asked: string[] = [];
    const transmission = await line.transmit(letter, () => {
      asked.push(...said(server));
      return false;
    });
    expect(transmission).toEqual({ kind: 'withdrawn' });
    expect(asked.at(-1)).toBe('DATA');
    expect([line.usable, server.chunks[0]?.at(-1)?.endsWith('DATA\r\n')]).toEqual([false, true]);
  });

  it('refuses a smuggled command, and what is too large, without a word to the server; the line stays good', async () => {
    const { line, server } = await open({ extensions: ['SIZE 30'] });
    expect(await line.transmit(toNobody, yes)).toMatchObject({ kind: 'replied', stage: 'rcpt', reply: { code: 553 } });
    const { line: narrow, server: other } = await open({ extensions: ['SIZE 10'] });
    expect(await narrow.transmit(letter, yes)).toMatchObject({
      stage: 'mail',
      reply: { code: 552, enhanced: '5.3.4' },
    });
    expect([...said(server), ...said(other)]).toEqual(['EHLO mail.example.com', 'EHLO mail.example.com']);
    expect(await line.transmit(letter, yes)).toMatchObject({ stage: 'dot', reply: { code: 250 } });
  });

  it('passes on what the server said, in its own script', async () => {
    const { line } = await open({ answer: to('RCPT', Buffer.from('550 5.1.1 宛先不明\r\n').toString('latin1')) });
    expect(await line.transmit(letter, yes)).toMatchObject({ reply: { enhanced: '5.1.1', text: '宛先不明' } });
  });

  it('lets beforeDot fail without having written anything, and gives up the line', async () => {
    const { line, server } = await open();
    const failing = line.transmit(letter, () => {
      throw new Error('the journal is full');
    });
    await expect(failing).rejects.toThrow('the journal is full');
    expect([line.usable, said(server).includes('(letter)')]).toEqual([false, false]);
  });

  it('carries one letter at a time', async () => {
    const { line } = await open();
    const first = line.transmit(letter, yes);
    await expect(line.transmit(letter, yes)).rejects.toThrow(/one letter at a time/);
    expect(await first).toMatchObject({ stage: 'dot' });
  });

  it('says QUIT when a line is closed', async () => {
    const { line, server } = await open();
    line.close();
    expect(line.usable).toBe(false);
    await until(() => said(server).includes('QUIT'));
  });
});

describe('pipeliningTransport: refusals', () => {
  it('ends with a lone dot what a server takes although it refused the recipient (R2920-1)', async () => {
    const refusing = to('RCPT', '550 5.1.1 nobody\r\n');
    const { line, server } = await open({ answer: refusing });
    let asked = false;
    const transmission = await line.transmit(letter, () => {
      asked = true;
      return true;
    });
    expect(transmission).toMatchObject({ kind: 'replied', stage: 'rcpt', reply: { code: 550 } });
    expect([asked, line.usable]).toEqual([false, true]);
    expect(server.heard[0]?.at(-1)).toEqual({ kind: 'letter', body: '' });
  });

  it('breaks off where the lone dot could send an empty letter', async () => {
    const { line, server } = await open({ answer: to('MAIL', '451 4.3.0 later\r\n') });
    expect(await line.transmit(letter, yes)).toMatchObject({ stage: 'mail', reply: { code: 451 } });
    expect([line.usable, said(server).includes('(letter)')]).toEqual([false, false]);
  });

  it('begins the next letter with RSET', async () => {
    const answers: Record<string, string> = { RCPT: '550 5.1.1 nobody\r\n', DATA: '503 5.5.1 no recipient\r\n' };
    const { line, server } = await open({
      answer: (one) => (one.kind === 'command' ? answers[one.line.slice(0, 4)] : undefined),
    });
    await line.transmit(letter, yes);
    delete answers['RCPT'];
    delete answers['DATA'];
    expect(await line.transmit(letter, yes)).toMatchObject({ stage: 'dot', reply: { code: 250 } });
    expect(server.chunks[0]?.[2]).toMatch(/^RSET\r\nMAIL FROM.*\r\nRCPT TO.*\r\nDATA\r\n$/);
  });

  it('blames no letter for a refused RSET: the line has had its time', async () => {
    const answers: Record<string, string> = { DATA: '451 4.3.0 later\r\n', RSET: '502 5.5.1 what?\r\n' };
    const { line, server } = await open({
      answer: (one) => (one.kind === 'command' ? answers[one.line.slice(0, 4)] : undefined),
    });
    await line.transmit(letter, yes);
    expect(await line.transmit(letter, yes)).toMatchObject({ kind: 'broken', when: 'before-dot', lineWasFresh: false });
    expect(line.usable).toBe(false);
    await until(() => server.connected() === 0);
  });

  it.each(['MAIL', 'RCPT', 'DATA'])('writes no letter, and no other on this line, after 421: %s', async (command) => {
    for (const extensions of [['PIPELINING'], []]) {
      const { line, server } = await open({ extensions, answer: to(command, '421 4.7.0 too many\r\n') });
      const stage = command.toLowerCase();
      expect(await line.transmit(letter, yes)).toMatchObject({ kind: 'replied', stage, reply: { code: 421 } });
      expect([line.usable, said(server).includes('(letter)')]).toEqual([false, false]);
    }
  });

  it('takes nothing but 354 for leave to write a letter', async () => {
    const { line, server } = await open({ answer: to('DATA', '250 2.0.0 fine\r\n') });
    expect(await line.transmit(letter, yes)).toMatchObject({ stage: 'data', reply: { code: 250 } });
    expect([line.usable, said(server).includes('(letter)')]).toEqual([false, false]);
  });
});

describe('pipeliningTransport: the way in', () => {
  it('leaves broken TLS where it is optional, and not where it is required', async () => {
    const behaviour = { extensions: ['STARTTLS', 'PIPELINING'], brokenTls: true };
    const { line, server } = await open(behaviour);
    expect(await line.transmit(letter, yes)).toMatchObject({ stage: 'dot', reply: { code: 250 } });
    expect(said(server, 1)).not.toContain('STARTTLS');
    await expect(open(behaviour, {}, { tls: { mode: 'required', certificateName: undefined } })).rejects.toBeInstanceOf(
      LineUnavailableError,
    );
  });

  it('carries letters under TLS, one after the other', async () => {
    const { line, server } = await open({ extensions: ['STARTTLS', 'PIPELINING'] });
    for (let n = 0; n < 3; n++) expect(await line.transmit(letter, yes)).toMatchObject({ stage: 'dot' });
    expect(said(server).filter((one) => one === '(letter)')).toHaveLength(3);
  });

  it('takes no name for itself that could end its command', () => {
    for (const name of ['', 'a b', 'a\r\nMAIL FROM:<x@y>']) {
      expect(() => pipeliningTransport(parseRelay('smtp://127.0.0.1:1'), name)).toThrow(/EHLO_NAME/);
    }
  });
});
