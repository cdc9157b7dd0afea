import { afterEach, describe, expect, it } from '@jest/globals';
import { createMailbox } from './mailbox.ts';
import type { Mailbox, MailboxOptions } from './mailbox.ts';
import { aLetter, converse, deliver } from './testing/conversation.ts';

let mailbox: Mailbox | null = null;
const start = async (...rules: unknown[]): Promise<Mailbox> => startWith({ script: { rules } });
const startWith = async (options: MailboxOptions): Promise<Mailbox> => {
  mailbox = await createMailbox(options);
  return mailbox;
};
afterEach(async () => {
  await mailbox?.close();
  mailbox = null;
});

describe('openReceiver without rules', () => {
  it('accepts a letter at once and keeps its exact bytes, dots unstuffed', async () => {
    const box = await start();
    const client = await converse(box.smtpPort);
    const letter = `${aLetter()}\r\n..a dot at the start`;
    expect(await deliver(client, 'reader@example.com', letter)).toMatch(/^250 2\.0\.0 OK/);
    expect(box.source(1)?.toString()).toBe(`${letter.replace('\n..', '\n.')}\r\n`);
    client.kill();
  });

  it('records every moment of a transaction in its order', async () => {
    const box = await start();
    const client = await converse(box.smtpPort);
    const before = performance.timeOrigin + performance.now();
    const reply = await deliver(client, 'reader@例え.jp');
    const after = performance.timeOrigin + performance.now();
    const [entry] = box.record();
    expect(entry).toMatchObject({
      id: 1,
      recipients: ['reader@xn--r8jz45g.jp'],
      mailFrom: 'bounce@sender.example',
      messageId: '<1@sender.example>',
      listUnsubscribe: null,
      stage: 'dot',
      kept: true,
      reply,
    });
    const times = [before, entry?.tMail, entry?.tFirstByte, entry?.tDot, entry?.tReply, after];
    expect(times.every((time) => typeof time === 'number')).toBe(true);
    expect(times.map(Number).toSorted((a, b) => a - b)).toEqual(times);
    client.kill();
  });

  it('has the entry in the record before the client hears the reply', async () => {
    const box = await start();
    const client = await converse(box.smtpPort);
    for (let count = 1; count <= 50; count += 1) {
      await deliver(client, 'reader@example.com');
      expect(box.record(count - 1)).toHaveLength(1);
    }
    client.kill();
  });

  it('counts connections that wait between 354 and their answer', async () => {
    const box = await start();
    const client = await converse(box.smtpPort);
    for (const line of ['MAIL FROM:<a@b.example>', 'RCPT TO:<c@d.example>', 'DATA']) await client.say(line);
    expect(box.stats()).toMatchObject({ connectionsPastData: 1, peak: 1, accepted: 0 });
    await client.say('x: y\r\n\r\n.');
    expect(box.stats()).toMatchObject({ connectionsPastData: 0, peak: 1, accepted: 1 });
    client.kill();
  });

  it('records a client that died before the final dot as dropped, and keeps nothing of its letter', async () => {
    const box = await start();
    const client = await converse(box.smtpPort);
    for (const line of ['MAIL FROM:<a@b.example>', 'RCPT TO:<c@d.example>', 'DATA']) await client.say(line);
    client.write('Message-ID: <half@b.example>\r\n\r\nhalf a let');
    client.kill();
    await box.until((stats) => stats.dropped === 1);
    expect(box.record()).toMatchObject([
      { stage: 'data', reply: null, tDot: null, kept: false, messageId: '<half@b.example>' },
    ]);
    expect(box.stats().connectionsPastData).toBe(0);
  });

  it('refuses a letter over the limit with 552 and goes on with the next', async () => {
    const box = await startWith({ letterLimitBytes: 10_000 });
    const client = await converse(box.smtpPort);
    expect(await deliver(client, 'reader@example.com', `${aLetter()}\r\n${'x'.repeat(20_000)}`)).toMatch(
      /^552 5\.3\.4/,
    );
    expect(await deliver(client, 'reader@example.com')).toMatch(/^250/);
    expect(box.record().map((entry) => entry.kept)).toEqual([false, true]);
    client.kill();
  });

  it('takes old carrier addresses with dots where RFC 5321 allows none', async () => {
    const box = await start();
    const client = await converse(box.smtpPort);
    expect(await deliver(client, 'hana..ko.@docomo.ne.jp')).toMatch(/^250/);
    expect(box.record()[0]?.recipients).toEqual(['hana..ko.@docomo.ne.jp']);
    client.kill();
  });
});

describe('openReceiver and a pipelining client', () => {
  it('answers in order, drops the refused recipient and takes the next transaction from the same write', async () => {
    const box = await start(
      { at: 'rcpt', match: { recipient: '^no@' }, do: { reply: '550 5.1.1 No such user' } },
      { at: 'mail', do: { delayMs: 5 } },
    );
    const client = await converse(box.smtpPort);
    client.write('MAIL FROM:<a@b.example>\r\nRCPT TO:<no@c.example>\r\nRCPT TO:<yes@c.example>\r\nDATA\r\n');
    const heard = [await client.hear(), await client.hear(), await client.hear(), await client.hear()];
    expect(heard.map((reply) => reply?.slice(0, 3))).toEqual(['250', '550', '250', '354']);
    client.write(`${aLetter()}\r\n.\r\nMAIL FROM:<a@b.example>\r\nRCPT TO:<next@c.example>\r\nDATA\r\n`);
    const more = [await client.hear(), await client.hear(), await client.hear(), await client.hear()];
    expect(more.map((reply) => reply?.slice(0, 3))).toEqual(['250', '250', '250', '354']);
    expect(await client.say(`${aLetter()}\r\n.`)).toMatch(/^250/);
    expect(box.record().map((entry) => [entry.stage, entry.recipients])).toEqual([
      ['rcpt', ['no@c.example']],
      ['dot', ['yes@c.example']],
      ['dot', ['next@c.example']],
    ]);
    client.kill();
  });

  it('finds the final dot wherever the packets are cut', async () => {
    const box = await start();
    const client = await converse(box.smtpPort);
    const letter = `${aLetter()}\r\n..\r\n..x\r\n.\r\n`;
    for (let cut = letter.length - 12; cut < letter.length; cut += 1) {
      for (const line of ['MAIL FROM:<a@b.example>', 'RCPT TO:<c@d.example>', 'DATA']) await client.say(line);
      client.write(letter.slice(0, cut));
      await new Promise((resolve) => setImmediate(resolve));
      client.write(letter.slice(cut));
      expect(await client.hear()).toMatch(/^250/);
    }
    const sources = new Set(box.record().map((entry) => box.source(entry.id)?.toString()));
    expect([...sources]).toEqual([`${aLetter()}\r\n.\r\n.x\r\n`]);
    client.kill();
  });
});

describe('openReceiver among dying clients', () => {
  it('writes down exactly one ending for every letter that was begun, and counts none as still on the wire', async () => {
    const box = await start(
      { at: 'dot', match: { share: 0.3 }, do: { delayMs: 40 } },
      { at: 'dot', match: { share: 0.3 }, do: { drop: 'after-dot' } },
    );
    let begun = 0;
    await Promise.all(
      Array.from({ length: 30 }, async (_, index) => {
        const client = await converse(box.smtpPort);
        for (let letter = 0; letter < 4; letter += 1) {
          for (const line of ['MAIL FROM:<a@b.example>', `RCPT TO:<r${index}.${letter}@c.example>`, 'DATA']) {
            if ((await client.say(line)) === null) return;
          }
          begun += 1;
          client.write(aLetter());
          if ((index + letter) % 7 === 0) return client.kill();
          client.write('\r\n.\r\n');
          if ((index + letter) % 5 === 0) return client.kill();
          if ((await client.hear()) === null) return;
        }
        client.kill();
      }),
    );
    await box.until((stats) => stats.connections === 0 && stats.accepted + stats.dropped === begun);
    const recipients = box.record().flatMap((entry) => entry.recipients);
    expect(new Set(recipients).size).toBe(begun);
    expect(recipients).toHaveLength(begun);
    expect(box.record().every((entry) => entry.kept === (entry.tDot !== null))).toBe(true);
    expect(box.stats().connectionsPastData).toBe(0);
  });
});

describe('openReceiver with refusals', () => {
  it.each(['connect', 'mail', 'rcpt', 'data', 'dot'])('says exactly the scripted 4yz and 5yz at %s', async (at) => {
    const box = await start();
    const replies: (string | null)[] = [];
    for (const reply of ['451 4.3.0 Not now', '550-5.7.1 Go away\n550 5.7.1 for good']) {
      box.setScript({ rules: [{ at, do: { reply } }] });
      const client = await converse(box.smtpPort);
      replies.push(at === 'connect' ? client.greeting : await deliver(client, 'reader@example.com'));
      client.kill();
    }
    expect(replies).toEqual(['451 4.3.0 Not now', '550-5.7.1 Go away\n550 5.7.1 for good']);
    const { refused, refusedConnections, accepted } = box.stats();
    expect({ refused, refusedConnections, accepted }).toEqual(
      at === 'connect'
        ? { refused: 0, refusedConnections: 2, accepted: 0 }
        : { refused: 2, refusedConnections: 0, accepted: 0 },
    );
    expect(box.record().map((entry) => [entry.stage, entry.reply, entry.kept])).toEqual(
      at === 'connect' ? [] : replies.map((reply) => [at, reply, false]),
    );
  });

  it('goes on with the same connection after a refusal', async () => {
    const box = await start({ at: 'rcpt', match: { recipient: '^no@' }, do: { reply: '550 5.1.1 No such user' } });
    const client = await converse(box.smtpPort);
    expect(await deliver(client, 'no@example.com')).toBe('550 5.1.1 No such user');
    expect(await deliver(client, 'yes@example.com')).toMatch(/^250/);
    client.kill();
  });

  it('refuses one domain and serves the others', async () => {
    const box = await start({ at: 'dot', match: { domain: 'slow.example' }, do: { reply: '451 4.7.0 Too fast' } });
    const client = await converse(box.smtpPort);
    expect(await deliver(client, 'a@slow.example')).toBe('451 4.7.0 Too fast');
    expect(await deliver(client, 'a@fast.example')).toMatch(/^250/);
    client.kill();
  });

  it('refuses its share of recipients on the first attempt and takes all of them on the second', async () => {
    const box = await start({ at: 'rcpt', match: { share: 0.5, attempts: [1, 1] }, do: { reply: '451 4.3.0 Later' } });
    const client = await converse(box.smtpPort);
    const people = Array.from({ length: 60 }, (_, index) => `reader${index}@example.com`);
    const refused: string[] = [];
    for (const person of people) if ((await deliver(client, person))?.startsWith('451')) refused.push(person);
    expect(refused.length).toBeGreaterThan(15);
    expect(refused.length).toBeLessThan(45);
    for (const person of refused) expect(await deliver(client, person)).toMatch(/^250/);
    expect(
      new Set(
        box
          .record()
          .filter((entry) => entry.kept)
          .flatMap((entry) => entry.recipients),
      ).size,
    ).toBe(60);
    client.kill();
  });

  it('greylists a recipient until the time is over', async () => {
    const box = await start({ at: 'rcpt', do: { greylistSeconds: 0.3 } });
    const client = await converse(box.smtpPort);
    const startedAt = performance.now();
    const heard = [await deliver(client, 'a@example.com')];
    while (!heard.at(-1)?.startsWith('250')) heard.push(await deliver(client, 'a@example.com'));
    expect(heard[0]).toMatch(/^451 4\.7\.1 Greylisted/);
    expect(performance.now() - startedAt).toBeGreaterThan(295);
    client.kill();
  });
});

describe('openReceiver with delays, pace and limits', () => {
  it('delays the answer, not the reading', async () => {
    const box = await start({ at: 'dot', do: { delayMs: 120 } }, { at: 'dot', do: { reply: '452 4.3.1 Full' } });
    const client = await converse(box.smtpPort);
    expect(await deliver(client, 'a@example.com')).toBe('452 4.3.1 Full');
    const [entry] = box.record();
    expect(Number(entry?.tReply) - Number(entry?.tDot)).toBeGreaterThan(115);
    client.kill();
  });

  it.each(['connect', 'mail', 'rcpt', 'data'])('delays at %s', async (at) => {
    const box = await start({ at, do: { delayMs: 120 } });
    const startedAt = performance.now();
    const client = await converse(box.smtpPort);
    expect(await deliver(client, 'a@example.com')).toMatch(/^250/);
    expect(performance.now() - startedAt).toBeGreaterThan(215);
    client.kill();
  });

  it('keeps the pace over all connections together', async () => {
    const box = await start({ at: 'dot', do: { pace: { lettersPerSecond: 40 } } });
    const clients = await Promise.all(Array.from({ length: 3 }, () => converse(box.smtpPort)));
    await Promise.all(
      clients.flatMap(async (client) => [
        await deliver(client, 'a@b.example'),
        await deliver(client, 'a@b.example'),
        await deliver(client, 'a@b.example'),
      ]),
    );
    const times = box.record().map((entry) => Number(entry.tReply));
    expect(times).toHaveLength(9);
    expect(Math.max(...times) - Math.min(...times)).toBeGreaterThan(195);
    for (const client of clients) client.kill();
  });

  it('answers MAIL with 421 after as many letters as a connection may carry', async () => {
    const box = await start({ at: 'connect', do: { closeAfter: 2 } });
    const client = await converse(box.smtpPort);
    expect(await deliver(client, 'a@b.example')).toMatch(/^250/);
    expect(await deliver(client, 'a@b.example')).toMatch(/^250/);
    expect(await deliver(client, 'a@b.example')).toMatch(/^421 4\.7\.0 This connection has carried 2 letters/);
    expect(await client.hear()).toBeNull();
  });

  it('turns connections over the limit away with 421, and takes new ones once there is room', async () => {
    const box = await startWith({ script: { limits: { maxConnections: 2 } } });
    const clients = [await converse(box.smtpPort), await converse(box.smtpPort)];
    const third = await converse(box.smtpPort);
    expect(third.greeting).toMatch(/^421 4\.7\.0 Too many connections/);
    expect(box.stats()).toMatchObject({ connections: 2, refusedConnections: 1 });
    clients[0]?.kill();
    let next = await converse(box.smtpPort);
    while (next.greeting?.startsWith('421')) next = await converse(box.smtpPort);
    expect(next.greeting).toMatch(/^220/);
    for (const client of [...clients, next]) client.kill();
  });
});

describe('openReceiver with drops', () => {
  it.each(['data', 'dot'])('cuts before the dot (at %s): nothing is kept, no time of the dot', async (at) => {
    const box = await start({ at, do: { drop: 'before-dot' } });
    const client = await converse(box.smtpPort);
    expect(await deliver(client, 'a@b.example')).toBeNull();
    await box.until((stats) => stats.dropped === 1);
    expect(box.record()).toMatchObject([{ stage: 'data', kept: false, tDot: null, tReply: null, reply: null }]);
    expect(Number(box.record()[0]?.tFirstByte)).toBeGreaterThan(0);
    expect(box.stats().connectionsPastData).toBe(0);
  });

  it('cuts after the dot: the letter is kept and no answer given', async () => {
    const box = await start({ at: 'dot', do: { drop: 'after-dot' } });
    const client = await converse(box.smtpPort);
    expect(await deliver(client, 'a@b.example')).toBeNull();
    expect(box.record()).toMatchObject([{ stage: 'dot', kept: true, tReply: null, reply: null }]);
    expect(box.record()[0]?.tDot).not.toBeNull();
    expect(box.source(1)?.toString()).toContain('Subject: Hello');
    expect(box.stats()).toMatchObject({ dropped: 1, accepted: 0, connectionsPastData: 0 });
  });

  it.each(['connect', 'mail', 'rcpt'])('cuts at %s without a word', async (at) => {
    const box = await start({ at, do: { drop: 'before-dot' } });
    const client = await converse(box.smtpPort);
    expect(at === 'connect' ? client.greeting : await deliver(client, 'a@b.example')).toBeNull();
    expect(await client.hear()).toBeNull();
  });

  it('keeps the letter of a client that died while it waited for the answer', async () => {
    const box = await start({ at: 'dot', do: { delayMs: 30_000 } });
    const client = await converse(box.smtpPort);
    for (const line of ['MAIL FROM:<a@b.example>', 'RCPT TO:<c@d.example>', 'DATA']) await client.say(line);
    client.write(`${aLetter()}\r\n.\r\n`);
    const watcher = await converse(box.smtpPort);
    expect(box.stats().connectionsPastData).toBe(1);
    client.kill();
    await box.until((stats) => stats.dropped === 1);
    expect(box.record()).toMatchObject([{ stage: 'dot', kept: true, reply: null }]);
    expect(box.stats().connectionsPastData).toBe(0);
    watcher.kill();
  });
});

describe('close', () => {
  it('says goodbye to idle clients and does not keep letters that are still waiting for their answer', async () => {
    const box = await createMailbox({ script: { rules: [{ at: 'dot', do: { delayMs: 30_000 } }] } });
    const idle = await converse(box.smtpPort);
    const waiting = await converse(box.smtpPort);
    const answer = deliver(waiting, 'a@b.example');
    const other = await converse(box.smtpPort);
    await box.close();
    expect(await idle.hear()).toMatch(/^421 4\.3\.2/);
    expect(await answer).toBeNull();
    expect(box.record()).toMatchObject([{ kept: false, reply: null, stage: 'dot' }]);
    other.kill();
  });

  it('still answers a letter whose dot comes while it drains', async () => {
    const box = await createMailbox({ drainMs: 5000 });
    const client = await converse(box.smtpPort);
    for (const line of ['MAIL FROM:<a@b.example>', 'RCPT TO:<c@d.example>', 'DATA']) await client.say(line);
    const closed = box.close();
    expect(await client.say(`${aLetter()}\r\n.`)).toMatch(/^250/);
    await closed;
    expect(box.stats()).toMatchObject({ accepted: 1, connectionsPastData: 0 });
  });

  it('gives the answer it has recorded, even when it is closed at that very moment', async () => {
    const box = await createMailbox();
    const client = await converse(box.smtpPort);
    const answer = deliver(client, 'a@b.example');
    await box.until((stats) => stats.accepted === 1 && stats.connectionsPastData === 0);
    await box.close();
    expect(await answer).toBe(box.record()[0]?.reply);
  });

  it('cuts a letter that never ends once the drain time is over', async () => {
    const box = await createMailbox({ drainMs: 50 });
    const client = await converse(box.smtpPort);
    for (const line of ['MAIL FROM:<a@b.example>', 'RCPT TO:<c@d.example>', 'DATA']) await client.say(line);
    await box.close();
    expect(await client.hear()).toBeNull();
    expect(box.record()).toMatchObject([{ stage: 'data', reply: null, kept: false }]);
  });
});
