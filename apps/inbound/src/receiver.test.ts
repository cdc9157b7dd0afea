import { type TestDatabase, testDatabase } from '@hikyaku/database/testing';
import { parseKeyring, signingKey, unsubscribeAddress } from '@hikyaku/message';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import nodemailer from 'nodemailer';
import { type Dialogue, handIn, openDialogue } from './testing/dialogue.ts';
import { domain, eventsFrom, openScene, suppressionsOf } from './testing/scene.ts';
import { type Served, serve } from './testing/serve.ts';

let database: TestDatabase;
let app: Served;
let client: Dialogue;
beforeAll(async () => {
  database = await testDatabase();
  app = await serve(database.db);
});
beforeEach(async () => {
  client = await openDialogue(app.port);
});
afterEach(() => client.hangUp());
afterAll(async () => {
  await app.close();
  await database.drop();
});

const stopped = '250 2.0.0 Delivery has been stopped';
const noSuchAddress = '550 5.1.1 There is no such address here';

describe('openReceiver', () => {
  it('(R2369-3) stops the list of the letter whose address is written to, whatever From, Subject and body say', async () => {
    const scene = await openScene(database.db);
    const transport = nodemailer.createTransport({ host: '127.0.0.1', port: app.port });
    const sent = await transport.sendMail({
      from: 'somebody.else@example.org',
      to: scene.address,
      subject: 'Keep them coming',
      text: 'Please do not unsubscribe me.',
    });
    transport.close();
    expect(sent.response).toBe(stopped);
    expect(await suppressionsOf(database.db, scene)).toEqual([
      { scope: 'list', list_id: scene.listId, reason: 'unsubscribed', source: 'mailto' },
    ]);
  });

  it('(R2369-3) understands the address after a relay has folded its case', async () => {
    const scene = await openScene(database.db);
    expect(await handIn(client, scene.address.toUpperCase())).toBe(stopped);
    expect(await suppressionsOf(database.db, scene)).toHaveLength(1);
  });

  it('knows its own domain where that is an internationalised one', async () => {
    const scene = await openScene(database.db);
    const other = await serve(database.db, 'xn--r8jz45g.example');
    const dialogue = await openDialogue(other.port);
    expect(await handIn(dialogue, scene.address.replace(domain, 'XN--r8jz45g.example'))).toBe(stopped);
    dialogue.hangUp();
    await other.close();
  });

  it('takes back what waits before it answers, and records how long the promise took', async () => {
    const scene = await openScene(database.db, { state: 'queued' });
    expect(await handIn(client, scene.address)).toBe(stopped);
    const letter = await database.db
      .selectFrom('deliveries')
      .select(['state', 'reason'])
      .where('address_key', '=', scene.addressKey)
      .executeTakeFirstOrThrow();
    expect(letter).toEqual({ state: 'withheld', reason: 'suppressed-list' });
    const events = await eventsFrom(database.db, scene, 3);
    expect(events.find(({ kind }) => kind === 'suppressed')).toMatchObject({
      list_id: scene.listId,
      details: { method: 'mailto', campaignId: scene.campaignId },
    });
    expect(events.find(({ kind }) => kind === 'left')).toMatchObject({
      details: { source: 'mailto', takenBack: 1, tookMs: expect.any(Number) },
    });
  });

  it('stops all marketing of the sender when the letter spoke of no list, or its row is gone', async () => {
    const scenes = [await openScene(database.db, { ofList: false }), await openScene(database.db)];
    await database.db
      .deleteFrom('deliveries')
      .where('address_key', '=', scenes[1]?.addressKey ?? Buffer.of())
      .execute();
    for (const scene of scenes) {
      expect(await handIn(client, scene.address)).toBe(stopped);
      expect(await suppressionsOf(database.db, scene)).toMatchObject([{ scope: 'marketing', list_id: null }]);
    }
  });

  it('answers a mail that comes again alike, with one suppression', async () => {
    const scene = await openScene(database.db);
    for (let times = 0; times < 3; times++) expect(await handIn(client, scene.address)).toBe(stopped);
    expect(await suppressionsOf(database.db, scene)).toHaveLength(1);
  });

  it('carries out each of several addresses of one mail', async () => {
    const scenes = [await openScene(database.db), await openScene(database.db)];
    await client.say('MAIL FROM:<hanako@example.jp>');
    for (const { address } of scenes) expect(await client.say(`RCPT TO:<${address}>`)).toMatch(/^250/);
    await client.say('DATA');
    expect(await client.say('Subject: x\r\n\r\n.')).toBe(stopped);
    for (const scene of scenes) expect(await suppressionsOf(database.db, scene)).toHaveLength(1);
  });

  it('changes nothing for whoever only asks whether the address exists, or breaks off before the end', async () => {
    const scene = await openScene(database.db);
    await client.say('MAIL FROM:<probe@example.org>');
    expect(await client.say(`RCPT TO:<${scene.address}>`)).toMatch(/^250/);
    expect(await client.say('DATA')).toMatch(/^354/);
    client.write('Subject: x\r\n\r\nhalf a ma');
    client.hangUp();
    client = await openDialogue(app.port);
    const other = await openScene(database.db);
    expect(await handIn(client, other.address)).toBe(stopped);
    expect(await suppressionsOf(database.db, scene)).toEqual([]);
  });

  it('(R2369-4) takes mail without a return address or that was sent by itself, ignores and counts it', async () => {
    const scene = await openScene(database.db);
    const before = app.lines.length;
    expect(await handIn(client, scene.address, ['Subject: unsubscribe'], '')).toBe('250 2.0.0 Taken');
    expect(await handIn(client, scene.address, ['Auto-Submitted: auto-generated'])).toBe('250 2.0.0 Taken');
    expect(await suppressionsOf(database.db, scene)).toEqual([]);
    const told = app.lines.slice(before).map((line) => JSON.parse(line));
    expect(told).toMatchObject([{ sign: 'null-reverse-path' }, { sign: 'auto-submitted' }]);
    expect(told[1]?.ignored).toBe(told[0]?.ignored + 1);
  });

  it('(R3834-3) does not take a note of absence for an unsubscribe', async () => {
    const scene = await openScene(database.db);
    const away = ['From: hanako@example.jp', 'Subject: =?utf-8?B?5LiN5Zyo?=', 'Auto-Submitted: auto-replied'];
    expect(await handIn(client, scene.address, away)).toBe('250 2.0.0 Taken');
    expect(await handIn(client, scene.address, ['X-Autoreply: yes'])).toBe('250 2.0.0 Taken');
    expect(await suppressionsOf(database.db, scene)).toEqual([]);
  });

  it('refuses every address that is none of ours in the same words, and relays nothing', async () => {
    const { address } = await openScene(database.db);
    const ref = { campaignId: '1', addressKey: Buffer.alloc(16), letterNo: 0 };
    const foreign = parseKeyring(`2:${Buffer.alloc(32, 9).toString('base64')}`);
    const wrong = [
      address.replace(/.@/, (end) => (end === 'a@' ? 'b@' : 'a@')),
      address.replace(`@${domain}`, '@example.com'),
      address.replace(`@${domain}`, `@x.${domain}`),
      `b${address.slice(1)}`,
      unsubscribeAddress(signingKey(foreign, 'unsubscribe-address'), ref, domain),
      `u+@${domain}`,
      `postmaster@${domain}`,
      'hanako@example.jp',
    ];
    await client.say('MAIL FROM:<hanako@example.jp>');
    for (const to of wrong) expect([to, await client.say(`RCPT TO:<${to}>`)]).toEqual([to, noSuchAddress]);
    expect(await client.say('DATA')).toMatch(/^503/);
  });

  it('refuses an address of ours of whose campaign nothing is left', async () => {
    const ref = { campaignId: '1', addressKey: Buffer.alloc(16), letterNo: 0 };
    const ring = parseKeyring(`2:${Buffer.alloc(32, 2).toString('base64')}`);
    const address = unsubscribeAddress(signingKey(ring, 'unsubscribe-address'), ref, domain);
    expect(await handIn(client, address)).toBe(noSuchAddress);
  });

  it('refuses mail beyond 25 MiB, announced or not, and takes the next, however long', async () => {
    const scene = await openScene(database.db);
    expect(await client.say('MAIL FROM:<hanako@example.jp> SIZE=26214401')).toMatch(/^552/);
    const lines = (count: number) => Array.from({ length: count }, () => 'x'.repeat(997));
    expect(await handIn(client, scene.address, lines(27_000))).toBe('552 5.3.4 The mail is too large for this address');
    expect(await suppressionsOf(database.db, scene)).toEqual([]);
    expect(await handIn(client, scene.address, lines(1_000))).toBe(stopped);
  });

  it('takes a return address that no standard allows, as old carriers gave them out', async () => {
    const scene = await openScene(database.db);
    expect(await handIn(client, scene.address, [], 'ken..ichi.@docomo.ne.jp')).toBe(stopped);
  });

  it('offers neither sign-in nor anything else to try', async () => {
    expect(client.greeting).toBe(`220 ${domain} ESMTP Hikyaku`);
    const offered = await client.say('EHLO sender.example');
    expect(offered).not.toMatch(/AUTH|STARTTLS|XCLIENT|XFORWARD/);
    expect(await client.say('AUTH PLAIN AGEAYg==')).toMatch(/^5/);
    expect(await client.say('VRFY hanako')).not.toMatch(/^25[01]/);
  });

  it('takes ten addresses a mail at most', async () => {
    const { address } = await openScene(database.db);
    const scenes = await Promise.all(Array.from({ length: 10 }, () => openScene(database.db)));
    await client.say('MAIL FROM:<hanako@example.jp>');
    for (const scene of scenes) expect(await client.say(`RCPT TO:<${scene.address}>`)).toMatch(/^250/);
    expect(await client.say(`RCPT TO:<${address}>`)).toMatch(/^452/);
  });

  it('logs neither address nor token', async () => {
    const scene = await openScene(database.db);
    await handIn(client, scene.address);
    await handIn(client, `u+${'a'.repeat(58)}@${domain}`);
    const said = app.lines.join('\n');
    expect(said).toContain('"method":"mailto"');
    expect(said).not.toMatch(/@|u\+|hanako|[a-z2-7]{30}/);
  });
});
