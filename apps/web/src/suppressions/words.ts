import type { ImportedOptOuts } from '../api/generated/operations.ts';
import type { Words } from '../language/language.tsx';

/** The words of the pages about whom we must not write to. */
export const words: Words<{
  title: string;
  lead: string;
  search: string;
  searchHint: string;
  noAddress: string;
  states: { all: string; standing: string; lifted: string };
  none: string;
  noneLead: string;
  noneOf: (email: string) => string;
  noneOfLead: string;
  scopes: Readonly<Record<string, string>>;
  ofList: (name: string) => string;
  unnamed: string;
  liftedBy: (by: string, when: string) => string;
  person: string;
  lift: string;
  liftTitle: string;
  liftLead: string;
  liftComplaint: string;
  liftReason: string;
  liftHint: string;
  liftNow: string;
  onlyOperator: string;
  add: string;
  addTitle: string;
  email: string;
  scope: string;
  scopeNames: { list: string; marketing: string; all: string };
  reason: string;
  note: string;
  noteHint: string;
  addNow: string;
  added: string;
  stood: string;
  import: string;
  importTitle: string;
  importLead: string;
  systems: string;
  refuse: string;
  importNow: string;
  importedTitle: string;
  readAs: (system: string) => string;
  facts: Record<
    'unsubscribed' | 'complaints' | 'bounced' | 'stoodAlready' | 'passedOver' | 'rejected',
    { name: string; meaning: string }
  >;
  takenBack: (count: string) => string;
  rejects: string;
  line: (line: string) => string;
  tooLarge: string;
  back: string;
  heldTitle: (domain: string, count: string) => string;
  heldLead: (since: string) => string;
  discard: string;
  release: string;
}> = {
  ja: {
    title: '配信停止',
    lead: 'ここにあるアドレスには送られません。連絡先を削除しても、取り込み直しても、停止は続きます。',
    search: 'アドレスで探す',
    searchHint: 'hanako@example.jp（全体を入力）',
    noAddress: 'アドレスを最後まで入力すると探せます。アドレスそのものは保管していないため、一部からは探せません。',
    states: { all: 'すべて', standing: '停止中', lifted: '解除済み' },
    none: '配信停止はまだありません',
    noneLead: '読者が停止したとき、届かないと分かったとき、ここに記録が並びます。',
    noneOf: (email) => `${email} は停止されていません`,
    noneOfLead: 'このアドレスへの送信を妨げるものはありません。',
    scopes: {
      list: 'リストを停止',
      marketing: 'お知らせをすべて停止',
      all: 'すべてのメールを停止',
      invalid: '届かないアドレス',
      snooze: '休止中',
      fewer: '回数を減らす',
    },
    ofList: (name) => `「${name}」を停止`,
    unnamed: '（連絡先になかったアドレス）',
    liftedBy: (by, when) => `${when} に ${by} が解除`,
    person: '連絡先を見る',
    lift: '解除する…',
    liftTitle: '停止を解除しますか',
    liftLead:
      '解除すると、この人にまた送られるようになります。断った人に送ることは法律（特定電子メール法 3条3項）で禁じられています。本人が望んだ、登録が誤りだった、のどちらかのときだけ解除してください。',
    liftComplaint: 'この人は迷惑メールとして報告しています。本人から直接頼まれたのでなければ、解除しないでください。',
    liftReason: '解除する理由',
    liftHint: '例：本人から再開の電話（11月26日、受付番号 1234）。あなたの名前と一緒に記録に残ります。',
    liftNow: '解除する',
    onlyOperator:
      '受信サーバーが「存在しない」と答えたアドレスです。解除できるのは運用担当者だけです（hikyaku lift）。',
    add: '配信停止を登録',
    addTitle: '配信停止を登録する',
    email: 'メールアドレス',
    scope: '何を止めますか',
    scopeNames: { list: 'リスト一つだけ', marketing: 'お知らせをすべて', all: '取引の連絡も含め、すべてのメール' },
    reason: '理由',
    note: '記録',
    noteHint: 'いつ、誰が、どのように。例：11月26日 14時、本人からの電話',
    addNow: '登録する',
    added: '停止しました。送信中のメールはありません。',
    stood: 'すでに停止されています。',
    import: 'CSV から登録',
    importTitle: '配信停止を CSV から登録する',
    importLead:
      'ほかのシステムの書き出しを、見出しの行から見分けて読みます。登録は増えるだけで、解除されることはありません。',
    systems:
      'Mailchimp、SendGrid、Postmark、Amazon SES、listmonk、Mautic の書き出しと、「email」の列がある CSV を読めます。16 MB まで。',
    refuse: '停止した人が断っているもの',
    importNow: '登録する',
    importedTitle: '登録が終わりました',
    readAs: (system) => `${system} の書き出しとして読みました`,
    facts: {
      unsubscribed: { name: '停止', meaning: '本人が停止した人' },
      complaints: { name: '迷惑メール報告', meaning: '報告した人' },
      bounced: { name: '不達', meaning: '存在しないアドレス' },
      stoodAlready: { name: 'うち登録済み', meaning: 'すでに停止されていた人' },
      passedOver: { name: '対象外', meaning: '停止していない人の行' },
      rejected: { name: '読めない行', meaning: '理由は下にあります' },
    },
    takenBack: (count) => `送信待ちだった ${count} 通を取り下げました。`,
    rejects: '登録できなかった行',
    line: (line) => `${line} 行目：`,
    tooLarge: 'ファイルが 16 MB を超えています。分けるか、コマンド hikyaku suppress --file を使ってください。',
    back: '配信停止の一覧へ',
    heldTitle: (domain, count) => `${domain} の ${count} 件を保留しています`,
    heldLead: (since) =>
      `${since} から、以前は届いていたアドレスが急に「存在しない」と返されています。受信側の誤りかもしれません。どうするか決めてください。`,
    discard: '返答を信じず、送り続ける',
    release: '返答を信じて、停止する',
  },
  en: {
    title: 'Suppressions',
    lead: 'Nothing goes to these addresses. Deleting a contact, or importing it again, changes nothing about it.',
    search: 'Find by address',
    searchHint: 'hanako@example.com, the whole of it',
    noAddress: 'Write the whole address. Addresses themselves are not kept here, so no part of one can be found.',
    states: { all: 'All', standing: 'Standing', lifted: 'Lifted' },
    none: 'Nobody has left yet',
    noneLead: 'When a reader leaves, or an address turns out not to exist, it is recorded here.',
    noneOf: (email) => `Nothing stands against ${email}`,
    noneOfLead: 'This address may be written to, as far as suppressions go.',
    scopes: {
      list: 'Left a list',
      marketing: 'Wants no newsletters',
      all: 'Wants no mail at all',
      invalid: 'Address cannot be reached',
      snooze: 'Asked for a pause',
      fewer: 'Asked for fewer letters',
    },
    ofList: (name) => `Left "${name}"`,
    unnamed: '(an address of no contact)',
    liftedBy: (by, when) => `Lifted by ${by}, ${when}`,
    person: 'See the contact',
    lift: 'Lift…',
    liftTitle: 'Lift it?',
    liftLead:
      "They are written to again. Writing to somebody who has refused is forbidden by Japan's anti-spam act (Art. 3 (3)) and others: lift it only if they asked for it, or if it was entered by mistake.",
    liftComplaint: 'This person reported a letter as spam. Do not lift it unless they have asked you themselves.',
    liftReason: 'Why it is lifted',
    liftHint: 'Such as: telephoned on 26 November to get it again, ticket 1234. It is recorded with your name.',
    liftNow: 'Lift it',
    onlyOperator: 'The receiver said that this address does not exist. Only the operator can lift that (hikyaku lift).',
    add: 'Add a suppression',
    addTitle: 'Add a suppression',
    email: 'Email address',
    scope: 'What should stop?',
    scopeNames: { list: 'One list', marketing: 'All newsletters', all: 'All mail, that about their orders too' },
    reason: 'Reason',
    note: 'Evidence',
    noteHint: 'Who said what, when, to whom. Such as: telephoned on 26 November at 2 pm',
    addNow: 'Add it',
    added: 'It is stopped, and nothing is on its way.',
    stood: 'It stood already.',
    import: 'Add from a CSV file',
    importTitle: 'Add suppressions from a CSV file',
    importLead:
      "Another system's export is recognised by its headings. Suppressions are added; none is ever lifted by it.",
    systems:
      'Exports of Mailchimp, SendGrid, Postmark, Amazon SES, listmonk and Mautic, and any CSV with a column "email". Up to 16 MB.',
    refuse: 'What those who unsubscribed refuse',
    importNow: 'Add them',
    importedTitle: 'They are added',
    readAs: (system) => `Read as an export of ${system}`,
    facts: {
      unsubscribed: { name: 'Unsubscribed', meaning: 'Left themselves' },
      complaints: { name: 'Complaints', meaning: 'Reported a letter as spam' },
      bounced: { name: 'Bounced', meaning: 'Addresses that do not exist' },
      stoodAlready: { name: 'Of these, known', meaning: 'Stood suppressed already' },
      passedOver: { name: 'Passed over', meaning: 'Lines of people who get mail still' },
      rejected: { name: 'Not read', meaning: 'The reasons stand below' },
    },
    takenBack: (count) => `${count} letters that were waiting are taken back.`,
    rejects: 'Lines that were not read',
    line: (line) => `Line ${line}: `,
    tooLarge: 'The file is larger than 16 MB. Send it in parts, or use the command hikyaku suppress --file.',
    back: 'To the suppressions',
    heldTitle: (domain, count) => `${count} addresses at ${domain} are held`,
    heldLead: (since) =>
      `Since ${since} it says of addresses that took letters before that they do not exist. It may be mistaken: you decide.`,
    discard: 'Go on writing to them',
    release: 'Believe it and stop',
  },
};

/** What the reading of a file of opt-outs counted. */
export type OptOutFact = Extract<keyof ImportedOptOuts, keyof (typeof words)['en']['facts']>;
