import type { Answer } from '../api/call.ts';
import type { Words } from '../language/language.tsx';

/** On which ground somebody may be written to. */
export type Basis = Answer<'GET /contacts/{id}'>['lists'][number]['basis'];

/** What somebody is to a list. */
export type Place = Answer<'GET /contacts/{id}'>['lists'][number]['state'];

/** How much a "no" stops. */
export type Scope = Answer<'GET /contacts/{id}'>['suppressed'][number];

/** The words about people and lists that several pages share. */
export const words: Words<{
  contacts: string;
  lists: string;
  suppressions: string;
  new: string;
  import: string;
  search: string;
  searchHint: string;
  allLists: string;
  none: string;
  noneLead: string;
  noneFound: string;
  noneFoundLead: string;
  goOn: string;
  goOnLead: string;
  places: Record<Place, string>;
  scopes: Record<Scope, string>;
  basis: string;
  bases: Record<Basis, { name: string; meaning: string }>;
  source: string;
  sourceHint: string;
  email: string;
  name: string;
  fields: string;
  missing: string;
}> = {
  ja: {
    contacts: '連絡先',
    lists: 'リスト',
    suppressions: '配信停止',
    new: '連絡先を追加',
    import: 'CSV を取り込む',
    search: 'アドレスか名前で探す',
    searchHint: '佐藤、hanako、@example.jp',
    allLists: 'すべてのリスト',
    none: '連絡先はまだありません',
    noneLead: 'CSV ファイルを取り込むか、一人ずつ追加してください。配信停止した人は、取り込んでも停止したままです。',
    noneFound: '当てはまる人がいません',
    noneFoundLead: 'アドレス・ドメイン・姓・名の、はじめの文字から探します。綴りを変えてお試しください。',
    goOn: '続きを探す',
    goOnLead: 'ここまでには、このリストの人は見つかっていません。',
    places: { active: '登録中', pending: '確認待ち', left: '停止済み' },
    scopes: {
      list: 'リストを停止済み',
      marketing: 'お知らせをすべて停止',
      all: 'すべてのメールを停止',
      invalid: '届かないアドレス',
    },
    basis: '送ってよい根拠',
    bases: {
      consent: { name: '本人の同意', meaning: '申込フォームや書面で、送信に同意してもらった' },
      self_notified: { name: '名刺など書面で通知', meaning: '本人がアドレスを書面で知らせてきた' },
      business_relationship: { name: '取引関係', meaning: '継続的な取引のある相手' },
      published_address: { name: '公表されたアドレス', meaning: '団体・事業者が公表していて、広告お断りの表示がない' },
    },
    source: 'どこで得たか',
    sourceHint: '例：申込フォーム 2026年春、展示会の名刺',
    email: 'メールアドレス',
    name: '名前',
    fields: '項目',
    missing: '入力してください。',
  },
  en: {
    contacts: 'Contacts',
    lists: 'Lists',
    suppressions: 'Suppressions',
    new: 'Add a contact',
    import: 'Import a CSV file',
    search: 'Find by address or name',
    searchHint: 'Martin, hanako, @example.jp',
    allLists: 'All lists',
    none: 'No contacts yet',
    noneLead: 'Import a CSV file, or add people one by one. Whoever has left stays out, whatever is imported.',
    noneFound: 'Nobody fits',
    noneFoundLead: 'Found is what an address, its domain, a first or a last name begins with. Try another spelling.',
    goOn: 'Look further',
    goOnLead: 'Nobody of this list was among those looked at so far.',
    places: { active: 'On it', pending: 'Not confirmed', left: 'Left' },
    scopes: {
      list: 'Left a list',
      marketing: 'Wants no newsletters',
      all: 'Wants no mail at all',
      invalid: 'Address cannot be reached',
    },
    basis: 'Ground for writing to them',
    bases: {
      consent: { name: 'Their consent', meaning: 'They agreed to it, in a form or in writing' },
      self_notified: { name: 'Told us in writing', meaning: 'They gave their address on a card or another paper' },
      business_relationship: { name: 'Business relationship', meaning: 'We do business with them continually' },
      published_address: {
        name: 'Published address',
        meaning: 'A business publishes it, and refuses no advertising beside it',
      },
    },
    source: 'Where it comes from',
    sourceHint: 'Such as: sign-up form, spring 2026',
    email: 'Email',
    name: 'Name',
    fields: 'Fields',
    missing: 'Please fill this in.',
  },
};
