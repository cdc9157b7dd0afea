import type { Words } from '../language/language.tsx';

/** The words of the settings' frame, of who a workspace is, and of its hours. */
export const words: Words<{
  settings: string;
  identity: string;
  domains: string;
  hours: string;
  keys: string;
  people: string;
  identityLead: string;
  name: string;
  nameHint: string;
  legalName: string;
  legalNameHint: string;
  postalAddress: string;
  postalAddressHint: string;
  contact: string;
  contactHint: string;
  locale: string;
  missing: string;
  footer: string;
  footerLead: string;
  timeZone: string;
  timeZoneHint: string;
  nowThere: (time: string) => string;
  quiet: string;
  quietLead: string;
  quietOn: string;
  from: string;
  until: string;
  noLength: string;
  quietSays: (facts: { from: string; until: string; overnight: boolean }) => string;
  quietNone: string;
  replies: string;
  repliesLead: string;
  stopByReply: string;
}> = {
  ja: {
    settings: '設定',
    identity: '送信者',
    domains: '送信ドメイン',
    hours: '配信ルール',
    keys: 'API キー',
    people: 'メンバー',
    identityLead:
      '日本の特定電子メール法では、広告宣伝メールに送信者の氏名または名称、住所、問い合わせ先を表示する必要があります。ここに書いた内容が、すべてのニュースレターのフッターに入ります。',
    name: 'ワークスペースの名前',
    nameHint: 'この画面での呼び名です。読者には見えません。',
    legalName: '送信者の正式な名称',
    legalNameHint: '例：株式会社飛脚',
    postalAddress: '住所',
    postalAddressHint: '例：〒103-0027 東京都中央区日本橋1-1-1',
    contact: '問い合わせ先',
    contactHint: '読者が連絡できるメールアドレス、電話番号、または問い合わせページの URL',
    locale: '配信停止ページと定型文の言語',
    missing: '入力してください。',
    footer: 'フッターの見え方',
    footerLead: '入力するとすぐに変わります。保存すると、これから作成されるメールに入ります。',
    timeZone: 'タイムゾーン',
    timeZoneHint: '静かな時間や配信日時の基準です。連絡先に time_zone の項目があれば、その人にはその時刻を使います。',
    nowThere: (time) => `現在 ${time}`,
    quiet: '静かな時間',
    quietLead:
      'この時間帯には、ニュースレターを送り始めず、再送もしません。待っていたメールは終わりの時刻から順に送られます。',
    quietOn: '静かな時間を設ける',
    from: '開始',
    until: '終了',
    noLength: '開始と終了を違う時刻にしてください。',
    quietSays: ({ from, until, overnight }) =>
      `${from} から${overnight ? '翌朝の' : ''} ${until} まで、ニュースレターは送られません。領収書などの取引メールは、いつでも送られます。`,
    quietNone: 'ニュースレターは、どの時間帯でも送られます。',
    replies: '返信での配信停止',
    repliesLead:
      'ニュースレターに「停止」「配信停止」「STOP」とだけ返信した人の配信を止めます。そのほかの返信は、これまでどおり差出人に届きます。受信用のドメイン（INBOUND_DOMAIN）の用意が必要です。',
    stopByReply: '返信での配信停止を受け付ける',
  },
  en: {
    settings: 'Settings',
    identity: 'Sender',
    domains: 'Domains',
    hours: 'Sending',
    keys: 'API keys',
    people: 'People',
    identityLead:
      'The law in Japan, and in many other places, wants the sender’s name, address and a way to ask in every advertising letter. What stands here ends every newsletter.',
    name: 'Name of the workspace',
    nameHint: 'What this console calls it; readers do not see it.',
    legalName: 'Legal name of the sender',
    legalNameHint: 'Such as Hikyaku Ltd.',
    postalAddress: 'Postal address',
    postalAddressHint: 'Such as 1-1-1 Nihonbashi, Chuo-ku, Tokyo 103-0027, Japan',
    contact: 'Contact',
    contactHint: 'An address, a telephone number or a page by which readers reach you',
    locale: 'Language of unsubscribe pages and set phrases',
    missing: 'Please fill this in.',
    footer: 'How the footer looks',
    footerLead: 'It follows as you type. Once saved it stands in every letter that is written from then on.',
    timeZone: 'Time zone',
    timeZoneHint:
      'Quiet hours and times of sending go by it. A contact with a field time_zone has a clock of their own.',
    nowThere: (time) => `It is ${time} there now`,
    quiet: 'Quiet hours',
    quietLead: 'No newsletter is begun and none is tried again in these hours. What waits goes out from their end on.',
    quietOn: 'Keep quiet hours',
    from: 'From',
    until: 'Until',
    noLength: 'Choose an end that differs from the beginning.',
    quietSays: ({ from, until, overnight }) =>
      `No newsletter leaves from ${from} until ${until}${overnight ? ' the next morning' : ''}. Receipts and the like always do.`,
    quietNone: 'Newsletters leave at any hour.',
    replies: 'Leaving by answering',
    repliesLead:
      'Whoever answers a newsletter with nothing but STOP, 停止 or 配信停止 gets no more of it. Every other answer reaches you as before. It needs a domain that receives mail (INBOUND_DOMAIN).',
    stopByReply: 'Take an answer of STOP',
  },
};
