import { describe, expect, it } from '@jest/globals';
import { aLetter, converse, deliver } from './testing/conversation.ts';
import { mailboxes } from './testing/running-mailbox.ts';

const { start, startWith } = mailboxes();

describe('createDialogue with refusals', () => {
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

describe('createDialogue with delays, pace and limits', () => {
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
    expect(Math.max(...times) - Math.min(...times)).toBeGreaterThan(150);
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

describe('createDialogue with drops', () => {
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

  it('cuts after the dot and forgets the letter: the record tells when the dot was read, and that nothing is kept', async () => {
    const box = await start({ at: 'dot', do: { drop: 'after-dot-unkept' } });
    const client = await converse(box.smtpPort);
    expect(await deliver(client, 'a@b.example')).toBeNull();
    expect(box.record()).toMatchObject([{ stage: 'dot', kept: false, tReply: null, reply: null }]);
    expect(box.record()[0]?.tDot).not.toBeNull();
    expect(box.source(1)).toBeNull();
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
