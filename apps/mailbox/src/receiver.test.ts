import { describe, expect, it } from '@jest/globals';
import { createMailbox } from './mailbox.ts';
import { aLetter, converse, deliver } from './testing/conversation.ts';
import { mailboxes } from './testing/running-mailbox.ts';

const { start, startWith } = mailboxes();

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
