import type { DnsFinding, SenderKey } from '../api/generated/operations.ts';
import type { Words } from '../language/language.tsx';

type Said = { name: string; why: string };

/** The words of sender domains: what each record is for, what was found, and what to do. */
export const words: Words<{
  lead: string;
  add: string;
  addLabel: string;
  addHint: string;
  none: string;
  noneLead: string;
  checks: Record<DnsFinding['check'], Said>;
  verdicts: Record<DnsFinding['verdict'], string>;
  found: Record<DnsFinding['found'], (record: DnsFinding['record']) => string>;
  noValue: Record<'spf' | 'mx' | 'inbound', string>;
  check: string;
  checking: string;
  checkedAt: (time: string) => string;
  allGood: string;
  toMend: (count: number) => string;
  recordName: string;
  recordType: string;
  recordValue: string;
  standsNow: string;
  keys: string;
  keysLead: string;
  states: Record<SenderKey['state'], Said>;
  newKey: string;
  newEd25519: string;
  retire: string;
  retireTitle: (selector: string) => string;
  retireLead: string;
  made: (when: string) => string;
}> = {
  ja: {
    lead: '差出人に使うドメインです。下のレコードを DNS に書くと、受信サーバーは本当にあなたから届いたメールだと確かめられます。',
    add: 'ドメインを追加',
    addLabel: '追加するドメイン',
    addHint: '差出人アドレスの @ より後ろ。例：news.example.jp',
    none: '送信ドメインがまだありません',
    noneLead:
      '自分のドメインを追加すると、署名の鍵がつくられ、DNS に書くレコードが表示されます。gmail.com などの共用ドメインは使えません。',
    checks: {
      dkim: { name: 'DKIM（署名）', why: 'メールが途中で書き換えられていないことと、送り主を示します。' },
      spf: { name: 'SPF（戻り先）', why: '戻り先ドメインの名で送ってよいサーバーを示します。' },
      dmarc: {
        name: 'DMARC（方針）',
        why: 'なりすましを受け取ったときの扱いを示します。Gmail などは大量送信者に必須としています。',
      },
      mx: { name: 'MX（返信の受け取り）', why: '読者の返信が届くドメインかどうかです。' },
      inbound: { name: 'MX（メールでの配信停止）', why: 'メールで配信停止を申し出るための宛先です。' },
    },
    verdicts: { good: '問題なし', mind: '確認を推奨', bad: '要対応', unknown: '確認できず' },
    found: {
      published: () => 'DNS に正しく書かれています。',
      inherited: ({ name }) => `上位のドメイン（${name}）の方針が使われます。`,
      missing: ({ type, name }) => `${name} に ${type} レコードが見つかりません。下の値を DNS に書いてください。`,
      several: ({ name }) =>
        `${name} に複数のレコードがあります。受信サーバーはどれも無視します。一つだけ残してください。`,
      'other-value': ({ name }) =>
        `${name} に別の鍵が書かれています。署名と一致せず、なりすましと判断されます。下の値に書き換えてください。`,
      revoked: ({ name }) => `${name} の鍵は空（取り消し）です。下の値に書き換えてください。`,
      'allows-everybody': ({ name }) => `${name} の SPF は誰でも送れる設定（+all）です。-all に直してください。`,
      'allows-nobody': ({ name }) =>
        `${name} の SPF にはどのサーバーも書かれていません。送信サーバーを加えてください。`,
      unreadable: ({ name }) => `${name} の DMARC に p= がないか、値が正しくありません。下の値を参考に直してください。`,
      'refuses-mail': ({ name }) =>
        `${name} は「メールを受け取らない」と宣言しています（null MX）。差出人に使うと拒否されることがあります。`,
      unanswered: () => 'DNS から返事がありませんでした。少し待って、もう一度確認してください。',
    },
    noValue: {
      spf: '値は中継サーバーの事業者にお尋ねください（例：v=spf1 include:事業者の指定 -all）。',
      mx: '返信を受け取るメールサーバーを指定してください。',
      inbound: '配信停止のメールを受け取るサーバーを指定してください（例：10 mail.example.jp）。',
    },
    check: 'いま DNS を確認する',
    checking: 'DNS に問い合わせています…',
    checkedAt: (time) => `${time} に確認`,
    allGood: 'すべて整っています。',
    toMend: (count) => `${count} 件を直してください。`,
    recordName: '名前',
    recordType: '種類',
    recordValue: '値',
    standsNow: '現在の値',
    keys: '署名の鍵',
    keysLead: '鍵は年に一度ほど替えると安心です。新しい鍵は、DNS に書かれたことが確認されるまで使われません。',
    states: {
      signing: { name: '使用中', why: 'いま、この鍵で署名しています。' },
      waiting: { name: 'DNS 待ち', why: 'レコードを DNS に書き、確認すると、この鍵での署名に切り替わります。' },
      spare: { name: '待機', why: 'より新しい鍵が使われています。数日後に廃止できます。' },
      retired: { name: '廃止', why: '使われません。DNS のレコードは数日後に消してかまいません。' },
    },
    newKey: '新しい鍵（RSA）',
    newEd25519: '新しい鍵（Ed25519）',
    retire: '廃止する',
    retireTitle: (selector) => `鍵 ${selector} を廃止しますか`,
    retireLead:
      'これから先、この鍵では署名しません。元には戻せません。すでに送ったメールの検証のため、DNS のレコードは数日残しておいてください。',
    made: (when) => `${when} 作成`,
  },
  en: {
    lead: 'What your From addresses end in. With these records in DNS, receivers can tell that a letter really comes from you.',
    add: 'Add domain',
    addLabel: 'Domain to add',
    addHint: 'What follows the @ of your From address, such as news.example.com',
    none: 'No domain to send from yet',
    noneLead:
      'Add a domain of your own: a key to sign with is made, and the records to publish are shown. Shared ones such as gmail.com cannot be used.',
    checks: {
      dkim: { name: 'DKIM (signature)', why: 'Shows that a letter was not altered, and whose it is.' },
      spf: { name: 'SPF (return path)', why: 'Says which servers may send in the name of the return path.' },
      dmarc: {
        name: 'DMARC (policy)',
        why: 'Says what becomes of forgeries. Gmail and others demand it of bulk senders.',
      },
      mx: { name: 'MX (replies)', why: 'Whether readers who answer can reach you.' },
      inbound: { name: 'MX (leaving by mail)', why: 'Where people write to who leave by mail.' },
    },
    verdicts: { good: 'Well', mind: 'Worth a look', bad: 'To mend', unknown: 'Not known' },
    found: {
      published: () => 'It stands in DNS as it should.',
      inherited: ({ name }) => `The policy of the domain above (${name}) holds.`,
      missing: ({ type, name }) => `There is no such ${type} record at ${name}. Publish the value below.`,
      several: ({ name }) => `There are several records at ${name}, so receivers ignore them all. Leave one.`,
      'other-value': ({ name }) => `Another key stands at ${name}: letters look forged. Replace it by the value below.`,
      revoked: ({ name }) => `The key at ${name} is empty, which revokes it. Replace it by the value below.`,
      'allows-everybody': ({ name }) => `SPF at ${name} lets everybody send (+all). End it in -all.`,
      'allows-nobody': ({ name }) => `SPF at ${name} names no server. Add those that send.`,
      unreadable: ({ name }) => `DMARC at ${name} has no p= that can be read. Mend it after the value below.`,
      'refuses-mail': ({ name }) =>
        `${name} says that it takes no mail (null MX). Receivers may refuse letters that come from it.`,
      unanswered: () => 'DNS gave no answer. Wait a little and look again.',
    },
    noValue: {
      spf: 'Ask the provider of your relay for the value, such as v=spf1 include:… -all.',
      mx: 'Name the mail server that takes your replies.',
      inbound: 'Name the server that takes this mail, such as 10 mail.example.com.',
    },
    check: 'Look at DNS now',
    checking: 'Asking DNS…',
    checkedAt: (time) => `Looked at ${time}`,
    allGood: 'Everything is in place.',
    toMend: (count) => (count === 1 ? 'One record to mend.' : `${count} records to mend.`),
    recordName: 'Name',
    recordType: 'Type',
    recordValue: 'Value',
    standsNow: 'Now there',
    keys: 'Keys to sign with',
    keysLead: 'Change them once a year or so. A new key is not used before it was seen in DNS.',
    states: {
      signing: { name: 'Signing', why: 'Letters are signed with this one now.' },
      waiting: { name: 'Waits for DNS', why: 'Publish its record and look at DNS: then it signs.' },
      spare: { name: 'Spare', why: 'A newer one signs. It can be retired after some days.' },
      retired: { name: 'Retired', why: 'Not used. Its record can go after some days.' },
    },
    newKey: 'New key (RSA)',
    newEd25519: 'New key (Ed25519)',
    retire: 'Retire',
    retireTitle: (selector) => `Retire key ${selector}?`,
    retireLead:
      'Nothing is signed with it any more, and this cannot be undone. Leave its record in DNS for some days, for letters that are already out.',
    made: (when) => `Made ${when}`,
  },
};
