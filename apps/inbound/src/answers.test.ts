import { type TestDatabase, testDatabase } from '@hikyaku/database/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import nodemailer from 'nodemailer';
import { type Dialogue, handIn, openDialogue } from './testing/dialogue.ts';
import { openScene, type Scene, suppressionsOf } from './testing/scene.ts';
import { type Served, serve } from './testing/serve.ts';

let database: TestDatabase;
let app: Served;
let scene: Scene;
let client: Dialogue;
beforeAll(async () => {
  database = await testDatabase();
  app = await serve(database.db);
});
beforeEach(async () => {
  scene = await openScene(database.db);
  client = await openDialogue(app.port);
});
afterEach(() => client.hangUp());
afterAll(async () => {
  await app.close();
  await database.drop();
});

const stopped = '250 2.0.0 Delivery has been stopped';
const elsewhere = '250 2.0.0 Taken; only STOP is read here';
const nobodyReads =
  '550 5.7.1 Your message was not delivered. Nobody reads this address but for STOP: please write to Desk@kumo.example';

/** An answer as a mail program sends it to both addresses of Reply-To, or to these. */
async function answer(mail: { text?: string; html?: string; to?: string; headers?: Record<string, string> }) {
  const transport = nodemailer.createTransport({ host: '127.0.0.1', port: app.port });
  const to = mail.to ?? `くも <desk@KUMO.example>, 配信停止の受付 <${scene.answer}>`;
  try {
    const sent = await transport.sendMail({
      envelope: { from: 'hanako@example.jp', to: scene.answer },
      from: 'hanako@example.jp',
      subject: 'Re: 第 1 号',
      ...mail,
      to,
    });
    return sent.response;
  } catch (error) {
    return error instanceof Error && 'response' in error ? error.response : error;
  } finally {
    transport.close();
  }
}

const raw = (charset: string, encoding: string, body: string) => ({
  fields: [
    `To: <desk@kumo.example>, <${scene.answer}>`,
    `Content-Type: text/plain; charset=${charset}`,
    `Content-Transfer-Encoding: ${encoding}`,
  ],
  body: [body],
});

describe('an answer to a newsletter', () => {
  it.each(['STOP', '停止', '「配信停止」\n\n2026年11月26日 株式会社くも <desk@kumo.example>:\n> 今週のおすすめ'])(
    '(JP-TOKUTEI-5) stops its list when it says %j, and its source is the reply',
    async (text) => {
      expect(await answer({ text })).toBe(stopped);
      expect(await suppressionsOf(database.db, scene)).toEqual([
        { scope: 'list', list_id: scene.listId, reason: 'unsubscribed', source: 'reply' },
      ]);
    },
  );

  it('is understood in HTML alone, and with the whole newsletter quoted below', async () => {
    const quoted = `<blockquote>${'<p>今週のおすすめ</p>'.repeat(20_000)}</blockquote>`;
    expect(await answer({ html: `<div dir="ltr">配信停止</div><br>${quoted}` })).toBe(stopped);
  });

  it.each([
    ['iso-2022-jp', '7bit', '\u001b$BG[?.Dd;_\u001b(B'],
    ['shift_jis', 'base64', Buffer.from([0x94, 0x7a, 0x90, 0x4d, 0x92, 0xe2, 0x8e, 0x7e]).toString('base64')],
    ['utf-8', 'quoted-printable', '=E5=81=9C=E6=AD=A2'],
  ])('is understood in %s', async (charset, encoding, text) => {
    const { fields, body } = raw(charset, encoding, text);
    expect(await handIn(client, scene.answer, fields, 'hanako@docomo.ne.jp', body)).toBe(stopped);
  });

  it('stops when its sender has no copy of it, too', async () => {
    expect(await answer({ text: 'STOP', to: scene.answer })).toBe(stopped);
  });

  it('changes nothing when it says anything else, and is taken where its sender has a copy of it', async () => {
    expect(await answer({ text: 'いつも楽しみにしています。STOP' })).toBe(elsewhere);
    expect(await suppressionsOf(database.db, scene)).toEqual([]);
  });

  it('is refused where nobody else has a copy of it, with the address to write to, so that no answer is lost', async () => {
    expect(await answer({ text: 'May I change my order?', to: scene.answer })).toBe(nobodyReads);
    expect(await suppressionsOf(database.db, scene)).toEqual([]);
  });

  it.each([
    ['null', ''],
    ['auto-replied', 'hanako@example.jp'],
  ])('(R3834-3) is ignored when a machine wrote it: %s', async (sign, from) => {
    const fields = sign === 'null' ? [] : [`Auto-Submitted: ${sign}`];
    expect(await handIn(client, scene.answer, fields, from, ['STOP'])).toBe('250 2.0.0 Taken');
    expect(await suppressionsOf(database.db, scene)).toEqual([]);
  });

  it('has an address that cannot be turned into the one to leave by, nor the other way round', async () => {
    await client.say('MAIL FROM:<hanako@example.jp>');
    for (const to of [scene.answer.replace(/^r/, 'u'), scene.address.replace(/^u/, 'r')]) {
      expect(await client.say(`RCPT TO:<${to}>`)).toBe('550 5.1.1 There is no such address here');
    }
  });
});
