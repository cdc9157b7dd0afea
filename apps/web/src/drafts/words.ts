import type { Words } from '../language/language.tsx';

/** The words of the way to a new campaign. */
export const words: Words<{
  new: string;
  newLead: string;
  name: string;
  nameHint: string;
  fromName: string;
  fromEmail: string;
  begin: string;
  missing: string;
  noAddress: string;
  steps: { audience: string; content: string; send: string };
  saving: string;
  saved: string;
  unsaved: string;
  next: string;
  whom: string;
  whomLead: string;
  reached: (people: string) => string;
  stayOut: (facts: readonly string[]) => string;
  suppressed: (count: string) => string;
  unconfirmed: (count: string) => string;
  left: (count: string) => string;
  duplicates: (count: string) => string;
  noLists: string;
  noListsLead: string;
  subject: string;
  subjectAdvice: (length: number) => string;
  subjectLong: (length: number) => string;
  preheader: string;
  preheaderAdvice: string;
  template: string;
  templates: Readonly<Record<string, string>>;
  /** Names of the templates' blanks; in English they are their own names. */
  blanks: Readonly<Record<string, string>>;
  ownSource: string;
  ownSourceLead: string;
  fillIn: string;
  fields: string;
  preview: string;
  wide: string;
  phone: string;
  text: string;
  asWhom: string;
  clipped: (kilobytes: string) => string;
  size: (kilobytes: string) => string;
  nothingYet: string;
  atLine: (line: number) => string;
  check: string;
  allWell: string;
  mend: string;
  mind: string;
  test: string;
  testLead: string;
  testSend: string;
  testSent: (address: string) => string;
  when: string;
  now: string;
  later: string;
  at: string;
  zone: (zone: string) => string;
  past: string;
  send: string;
  sendTitle: string;
  summary: (facts: { subject: string; people: string; when: string }) => string;
  confirm: string;
  back: string;
}> = {
  ja: {
    new: '新しいキャンペーン',
    newLead: 'あとから何度でも直せます。送信を確定するまで、誰にも届きません。',
    name: '管理用の名前',
    nameHint: '例：飛脚だより 12月号（読者には見えません）',
    fromName: '差出人の名前',
    fromEmail: '差出人のメールアドレス',
    begin: 'つくり始める',
    missing: '入力してください。',
    noAddress: 'メールアドレスの形になっていません。例：news@example.jp',
    steps: { audience: '宛先', content: '内容', send: '確認と送信' },
    saving: '保存しています…',
    saved: '保存しました',
    unsaved: 'まだ保存できていません',
    next: '次へ',
    whom: '誰に送りますか',
    whomLead: '複数のリストに入っている人にも、届くのは一通だけです。',
    reached: (people) => `${people} 人に届きます`,
    stayOut: (facts) => `送らない人: ${facts.join('、')}`,
    suppressed: (count) => `配信停止 ${count} 人`,
    unconfirmed: (count) => `確認待ち ${count} 人`,
    left: (count) => `このリストを停止済み ${count} 人`,
    duplicates: (count) => `重複 ${count} 件`,
    noLists: 'リストがまだありません',
    noListsLead: 'API の POST /lists か、コマンド hikyaku import でリストと連絡先を用意してください。',
    subject: '件名',
    subjectAdvice: (length) => `${length} 文字。スマートフォンでは 20 文字ほどまでが見えます。`,
    subjectLong: (length) => `${length} 文字。長いため、多くの受信箱で途中までしか見えません。`,
    preheader: 'プリヘッダー',
    preheaderAdvice: '受信箱で件名のあとに続く一文です。',
    template: 'テンプレート',
    templates: {
      newsletter: 'ニュースレター',
      announcement: 'お知らせ',
      digest: 'まとめ',
      'event-invitation': 'イベント案内',
      sale: 'セール',
      welcome: 'ようこそ',
    },
    blanks: {
      list_name: 'ニュースレターの名前',
      issue: '号',
      date: '日付',
      preheader: 'プリヘッダー',
      headline: '見出し',
      heading: '見出し',
      title: '題名',
      lead: 'リード文',
      paragraphs: '段落',
      body: '本文',
      text: '本文',
      articles: '記事',
      items: '項目',
      sections: '節',
      url: 'リンク先',
      label: 'ボタンの文字',
      button: 'ボタン',
      cta: 'ボタン',
      image: '画像',
      alt: '画像の説明',
      note: '補足',
      closing: '結び',
      signature: '署名',
      event: 'イベント',
      place: '場所',
      venue: '会場',
      name: '名前',
      price: '価格',
    },
    ownSource: 'MJML を自分で書く',
    ownSourceLead: '{{contact.name}} のように書くと、一人ひとりの値が入ります。',
    fillIn: '文面',
    fields: 'テンプレートの空欄を埋めてください。見本の文章が入っています。',
    preview: 'プレビュー',
    wide: 'パソコン',
    phone: 'スマートフォン',
    text: 'テキスト',
    asWhom: 'この連絡先として見る（アドレス）',
    clipped: (kilobytes) => `HTML が ${kilobytes} KB あります。102 KB を超えると Gmail では途中で切られます。`,
    size: (kilobytes) => `HTML ${kilobytes} KB`,
    nothingYet: 'テンプレートを選ぶと、ここに表示されます。',
    atLine: (line) => `${line} 行目: `,
    check: '点検',
    allWell: '送信を妨げるものはありません。',
    mend: '送る前に直してください',
    mind: '知っておいてください',
    test: 'テスト送信',
    testLead: '［テスト］の印をつけて送ります。中のリンクは働きません。',
    testSend: '送ってみる',
    testSent: (address) => `${address} に送りました。`,
    when: 'いつ送りますか',
    now: '今すぐ',
    later: '日時を指定',
    at: '送信日時',
    zone: (zone) => `${zone} の時刻`,
    past: 'これからの日時を入力してください。',
    send: '送信を確定する…',
    sendTitle: 'この内容で送信します',
    summary: ({ subject, people, when }) => `「${subject}」を ${people} 人に、${when}送ります。`,
    confirm: '送信する',
    back: '戻る',
  },
  en: {
    new: 'New campaign',
    newLead: 'You can change everything later. Nobody gets it before you confirm.',
    name: 'Name, for you',
    nameHint: 'For instance: Courier, December issue (readers do not see it)',
    fromName: 'From: name',
    fromEmail: 'From: address',
    begin: 'Begin',
    missing: 'Please fill this in.',
    noAddress: 'This is no email address; write one such as news@example.com.',
    steps: { audience: 'Audience', content: 'Content', send: 'Check and send' },
    saving: 'Saving…',
    saved: 'Saved',
    unsaved: 'Not saved yet',
    next: 'Next',
    whom: 'Who gets it?',
    whomLead: 'Somebody on several lists gets one letter.',
    reached: (people) => `${people} people get it`,
    stayOut: (facts) => `Stay out: ${facts.join(', ')}`,
    suppressed: (count) => `${count} suppressed`,
    unconfirmed: (count) => `${count} unconfirmed`,
    left: (count) => `${count} left these lists`,
    duplicates: (count) => `${count} duplicate`,
    noLists: 'There are no lists yet',
    noListsLead: 'Make one and add people with POST /lists of the API, or with the command hikyaku import.',
    subject: 'Subject',
    subjectAdvice: (length) => `${length} characters. A phone shows about 35.`,
    subjectLong: (length) => `${length} characters: most mailboxes cut it off.`,
    preheader: 'Preheader',
    preheaderAdvice: 'The line that follows the subject in the mailbox.',
    template: 'Template',
    templates: {
      newsletter: 'Newsletter',
      announcement: 'Announcement',
      digest: 'Digest',
      'event-invitation': 'Event invitation',
      sale: 'Sale',
      welcome: 'Welcome',
    },
    blanks: {},
    ownSource: 'Write MJML yourself',
    ownSourceLead: 'Write {{contact.name}} where each reader’s own value should stand.',
    fillIn: 'Words',
    fields: 'Fill in the blanks of the template; they hold samples.',
    preview: 'Preview',
    wide: 'Desktop',
    phone: 'Phone',
    text: 'Text',
    asWhom: 'As this contact (address)',
    clipped: (kilobytes) => `The HTML has ${kilobytes} KB. Gmail cuts off what is above 102 KB.`,
    size: (kilobytes) => `HTML ${kilobytes} KB`,
    nothingYet: 'Choose a template and it shows here.',
    atLine: (line) => `Line ${line}: `,
    check: 'Check',
    allWell: 'Nothing stands in the way.',
    mend: 'To mend before it can go',
    mind: 'Good to know',
    test: 'Test letter',
    testLead: 'A copy marked as a test. Its links do nothing.',
    testSend: 'Send a test',
    testSent: (address) => `On its way to ${address}.`,
    when: 'When?',
    now: 'Now',
    later: 'At a time',
    at: 'Date and time',
    zone: (zone) => `Time in ${zone}`,
    past: 'Write a time to come.',
    send: 'Send…',
    sendTitle: 'This will be sent',
    summary: ({ subject, people, when }) => `“${subject}” goes to ${people} people, ${when}.`,
    confirm: 'Send it',
    back: 'Back',
  },
};
