import { nameServer, type TestNameServer } from '@hikyaku/delivery/testing';
import { z } from 'zod';
import { type House, openHouse } from '../console/testing/visitor.ts';
import { fillLibrary } from './landscapes.ts';

/** A house that nobody has lived in yet, and the DNS that it asks. */
export type Scene = { house: House; dns: TestNameServer };

/** Where everything is that a page can show. */
export type Places = {
  list: string;
  contact: string;
  draft: string;
  written: string;
  visual: string;
  template: string;
  finished: string;
  going: string;
  paused: string;
  local: string;
  segment: string;
};

const receivers = [
  'gmail.com',
  'gmail.com',
  'docomo.ne.jp',
  'yahoo.co.jp',
  'icloud.com',
  'shop.example',
  'city.example',
];
const zones = ['', '', '', '', 'Europe/Berlin', 'America/Los_Angeles', 'America/New_York', 'Asia/Singapore'];
const people = 700;

/** Opens a house. */
export async function openScene(redisNumber: number): Promise<Scene> {
  const dns = await nameServer(zone);
  const env = { DNS_SERVERS: `127.0.0.1:${dns.server.port}`, BOUNCE_DOMAIN: 'bounces.hikyaku.example' };
  return { dns, house: await openHouse(redisNumber, env) };
}

/** Lives in a house for a while: people, newsletters in every state, a domain, keys and colleagues. */
export async function liveIn({ house }: Scene): Promise<Places> {
  const { world } = house;
  await world.call('PATCH', '/workspace', sender);
  await world.call('POST', '/domains', { domain: 'hikyaku.example' });
  await world.call('POST', '/users', { email: 'hanako@hikyaku.example', name: '花子' });
  await world.call('POST', '/api-keys', { name: 'オンラインショップ' });
  await fillLibrary(house);
  const list = await world.made('/lists', { name: '月刊 飛脚だより' });
  await world.made('/lists', { name: 'イベントのお知らせ' });
  await world.importCsv(
    list,
    ['email,name,time_zone', ...Array.from({ length: people }, (_, n) => person(n))].join('\n'),
  );
  await world.call('POST', '/suppressions', { email: emailOf(3), scope: 'all', reason: 'complaint' });

  await world.script({ rules: [{ match: { share: 0.03 }, at: 'rcpt', do: { reply: '550 5.1.1 No such user here' } }] });
  const finished = await world.send(list, '十一月号 紅葉の街道を歩く');
  await world.until(finished, 'finished');
  await world.script({ rules: [{ match: {}, at: 'dot', do: { delayMs: 4_000 } }] });
  const paused = await world.send(list, '号外 年末の営業日');
  await world.until(paused, 'sending');
  await world.call('POST', `/campaigns/${paused}/pause`);
  const going = await world.send(list, '十二月号 冬の味');
  await world.until(going, 'sending');
  const planned = await world.made('/campaigns', {
    ...letter('新年のごあいさつ', list),
    text: 'x {{unsubscribe_url}}',
  });
  await world.call('POST', `/campaigns/${planned}/schedule`, {
    at: new Date(Date.now() + 30 * 86_400_000).toISOString(),
  });
  const local = await world.made('/campaigns', { ...letter('七草がゆの朝', list), text: 'x {{unsubscribe_url}}' });
  await world.call('POST', `/campaigns/${local}/schedule`, { localAt: '2035-01-15T10:00' });
  await house.database.pool.query('update campaigns set scheduled_at = clock_timestamp() where local_at is not null');
  await world.until(local, 'sending');
  const { mjml, data } = z
    .object({ mjml: z.string(), data: z.record(z.string(), z.unknown()) })
    .parse((await world.call('GET', '/templates/newsletter?locale=ja')).body);
  const segment = await world.made('/segments', {
    name: '海外の読者と、十一月号が届かなかった人',
    rule: abroadOrMissed(finished),
  });
  const draft = await world.made('/campaigns', {
    ...letter('一月号 雪の宿場町', list),
    segments: [segment],
    template: 'newsletter',
    data,
  });
  const written = await world.made('/campaigns', {
    ...letter('二月号 梅の便り', list),
    mjml: mjml.replace('{{data.headline}}', '{{data.headlin}}'),
    data,
  });
  const visual = await world.made('/campaigns', { ...letter('三月号 花の街道', list), mjml, data });
  const template = await world.made('/templates/own', {
    name: '月刊だよりの型',
    locale: 'ja',
    subject: '{{data.headline}}',
    mjml,
    data,
  });
  const found = z
    .object({ items: z.array(z.object({ id: z.string() })) })
    .parse((await world.call('GET', `/contacts?email=${encodeURIComponent(emailOf(1))}`)).body);
  const contact = found.items[0]?.id ?? '';
  return { list, contact, draft, written, visual, template, finished, going, paused, local, segment };
}

function abroadOrMissed(campaign: string) {
  const abroad = ['Europe', 'America'].map((value) => ({ kind: 'text', field: 'time_zone', is: 'begins-with', value }));
  return {
    kind: 'any',
    of: [
      { kind: 'letter', campaign, is: ['bounced', 'failed', 'withheld'] },
      {
        kind: 'all',
        of: [
          { kind: 'list', list: null, is: 'active' },
          { kind: 'any', of: abroad },
        ],
      },
    ],
  };
}

const sender = {
  name: '飛脚だより編集部',
  legalName: '株式会社飛脚',
  postalAddress: '〒103-0027 東京都中央区日本橋1-1-1',
  contact: 'contact@hikyaku.example',
};

const zone = {
  'bounces.hikyaku.example': { TXT: ['v=spf1 a:mail.hikyaku.example -all'] },
  '_dmarc.hikyaku.example': { TXT: ['v=DMARC1; p=none; rua=mailto:dmarc@hikyaku.example'] },
  'hikyaku.example': { MX: [[10, 'mx.hikyaku.example'] as [number, string]] },
};

function letter(name: string, list: string) {
  return { name, subject: name, lists: [list], from: { name: '飛脚だより', email: 'news@hikyaku.example' } };
}

function emailOf(n: number): string {
  return `reader-${n}@${receivers[n % receivers.length]}`;
}

function person(n: number): string {
  return `${emailOf(n)},読者${n},${zones[n % 10] ?? ''}`;
}
