import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import nodemailer from 'nodemailer';
import { createMailbox } from './mailbox.ts';
import type { Mailbox } from './mailbox.ts';

describe('createMailbox with nodemailer', () => {
  let mailbox: Mailbox;
  beforeAll(async () => {
    mailbox = await createMailbox({ keepSources: 5 });
  });
  afterAll(() => mailbox.close());

  it('takes a pool of connections, keeps every entry and the newest sources', async () => {
    const transport = nodemailer.createTransport({
      host: '127.0.0.1',
      port: mailbox.smtpPort,
      pool: true,
      maxConnections: 4,
    });
    const sent = Array.from({ length: 40 }, (_, index) =>
      transport.sendMail({
        from: 'news@sender.example',
        to: `reader${index}@example.com`,
        subject: `Letter ${index}`,
        text: '.\n.dots\n',
      }),
    );
    await Promise.all(sent);
    transport.close();
    expect(mailbox.stats()).toMatchObject({ accepted: 40, refused: 0, dropped: 0, lastId: 40, connectionsPastData: 0 });
    expect(new Set(mailbox.record().flatMap((entry) => entry.recipients)).size).toBe(40);
    expect(
      mailbox
        .record()
        .filter((entry) => mailbox.source(entry.id))
        .map((entry) => entry.id),
    ).toEqual([36, 37, 38, 39, 40]);
  });

  it('shows nodemailer the scripted refusal, and accepts any credentials', async () => {
    mailbox.setScript({ rules: [{ at: 'rcpt', do: { reply: '550 5.1.1 No such user' } }] });
    const transport = nodemailer.createTransport({
      host: '127.0.0.1',
      port: mailbox.smtpPort,
      auth: { user: 'u', pass: 'p' },
    });
    await expect(transport.sendMail({ from: 'a@b.example', to: 'c@d.example', text: 'x' })).rejects.toMatchObject({
      code: 'EENVELOPE',
      responseCode: 550,
      command: 'RCPT TO',
    });
  });

  it('refuses a script that cannot be understood and keeps the old one', async () => {
    expect(() => mailbox.setScript({ rules: [{ at: 'never' }] })).toThrow(RangeError);
    expect(() => mailbox.setScript({ rules: [{ at: 'never' }] })).toThrow(/^rules\[0\]\.at must be one of/);
  });

  it('rejects when it waits in vain, and says how things stand', async () => {
    await expect(mailbox.until((stats) => stats.accepted === 1_000_000, 5)).rejects.toThrow('"accepted":40');
  });

  it('leaves no port open when the page cannot have its own', async () => {
    await expect(createMailbox({ httpPort: mailbox.httpPort })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});
