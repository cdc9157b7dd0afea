import type { Words } from '../language/language.tsx';
import type { BlankWords } from './blanks.ts';

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
  toLists: string;
  template: string;
  chooseTemplate: string;
  chooseAnother: string;
  editSource: string;
  replaced: string;
  takeBack: string;
  /** Names of the templates' blanks; in English they are their own names. */
  blanks: BlankWords;
  ownSource: string;
  ownSourceLead: string;
  moveUp: string;
  moveUpNamed: (item: string) => string;
  takeOut: string;
  takeOutNamed: (item: string) => string;
  addTo: (list: string) => string;
  fillIn: string;
  fields: string;
  preview: string;
  views: { wide: string; phone: string; text: string; header: string };
  dark: string;
  unknownReader: string;
  noHeader: string;
  headerLead: string;
  asWhom: string;
  clipped: (kilobytes: string) => string;
  size: (kilobytes: string) => string;
  nothingYet: string;
  check: string;
  allWell: string;
  test: string;
  testLead: string;
  testSend: string;
  testSent: (address: string) => string;
  when: string;
  now: string;
  later: string;
  at: string;
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
    noListsLead: 'リストをつくり、そこへ連絡先を取り込んでください。この下書きは保存されています。',
    toLists: 'リストをつくる',
    template: 'テンプレート',
    chooseTemplate: 'テンプレートを選ぶ',
    chooseAnother: '別のテンプレートにする',
    editSource: 'このテンプレートの MJML を編集',
    replaced: '内容を入れ替えました。',
    takeBack: '前の内容に戻す',
    blanks: {
      between: '：',
      names: {
        list_name: 'ニュースレターの名前',
        issue: '号',
        preheader: 'プリヘッダー',
        date: '日付',
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
        kicker: '小見出し',
        summary: '要約',
        link_label: 'リンクの文字',
        logo_url: 'ロゴ画像',
        image_url: '画像',
        image_alt: '画像の説明',
        button_url: 'ボタンのリンク先',
        button_label: 'ボタンの文字',
        offer: '割引の内容',
        starts_at: '開始',
        ends_at: '終了',
        products: '商品',
        facts: '要点',
        groups: '話題',
        links: 'リンク',
        minutes: '読む時間',
        fee: '参加費',
        address: '住所',
        steps: '手順',
        from: '開始日',
        to: '終了日',
        detail: '詳細',
        value: '値',
        tagline: '添え書き',
        terms: '条件',
        coupon: 'クーポン',
        shop_url: '店のリンク先',
        rsvp_url: '返事のリンク先',
        rsvp_by: '返事の期限',
        speaker: '話し手',
        intro: 'はじめに',
        more_url: '続きのリンク先',
        agenda: '進行',
        time: '時刻',
        venue_address: '会場の住所',
        was: '元の価格',
      },
    },
    ownSource: 'MJML を自分で書く',
    ownSourceLead: '{{contact.name}} のように書くと、一人ひとりの値が入ります。',
    moveUp: '上へ',
    moveUpNamed: (item) => `${item} を上へ`,
    takeOut: '外す',
    takeOutNamed: (item) => `${item} を外す`,
    addTo: (list) => `${list} を増やす`,
    fillIn: '文面',
    fields: '見本の文章が入っています。書き換えてください。空のままの項目は、手紙に出ないか、点検で知らせます。',
    preview: 'プレビュー',
    views: { wide: 'パソコン', phone: 'スマートフォン', text: 'テキスト', header: 'ヘッダー' },
    dark: '暗い画面',
    unknownReader: 'このアドレスの連絡先はありません。項目名のまま表示しています。',
    noHeader: '差出人のメールアドレスを入れると、ヘッダーが表示されます。',
    headerLead: '送信時には、これに MIME と DKIM 署名が加わります。リンクは一通ごとに変わります。',
    asWhom: 'この連絡先として見る（アドレス）',
    clipped: (kilobytes) => `HTML が ${kilobytes} KB あります。102 KB を超えると Gmail では途中で切られます。`,
    size: (kilobytes) => `HTML ${kilobytes} KB（Gmail で切られるのは 102 KB から）`,
    nothingYet: 'テンプレートを選ぶと、ここに表示されます。',
    check: '点検',
    allWell: '送信を妨げるものはありません。',
    test: 'テスト送信',
    testLead: '［テスト］の印をつけて送ります。中のリンクは働きません。',
    testSend: '送ってみる',
    testSent: (address) => `${address} に送りました。`,
    when: 'いつ送りますか',
    now: '今すぐ',
    later: '日時を指定',
    at: '送信日時',
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
    noListsLead: 'Make a list and import people into it. This draft is kept.',
    toLists: 'Make a list',
    template: 'Template',
    chooseTemplate: 'Choose a template',
    chooseAnother: 'Choose another template',
    editSource: 'Edit its MJML',
    replaced: 'The content was replaced.',
    takeBack: 'Bring back what was there',
    blanks: { between: ', ', names: {} },
    ownSource: 'Write MJML yourself',
    ownSourceLead: 'Write {{contact.name}} where each reader’s own value should stand.',
    moveUp: 'Up',
    moveUpNamed: (item) => `Move ${item} up`,
    takeOut: 'Remove',
    takeOutNamed: (item) => `Remove ${item}`,
    addTo: (list) => `Add to ${list}`,
    fillIn: 'Words',
    fields: 'They hold samples: write your own. What stays empty is left out of the letter, or the check tells.',
    preview: 'Preview',
    views: { wide: 'Desktop', phone: 'Phone', text: 'Text', header: 'Header' },
    dark: 'Dark screen',
    unknownReader: 'No contact has this address: names of fields stand in for values.',
    noHeader: 'Write a From address and the header shows here.',
    headerLead: 'MIME and the DKIM signature come with sending. The link is another in each letter.',
    asWhom: 'As this contact (address)',
    clipped: (kilobytes) => `The HTML has ${kilobytes} KB. Gmail cuts off what is above 102 KB.`,
    size: (kilobytes) => `HTML ${kilobytes} KB of the 102 KB that Gmail shows`,
    nothingYet: 'Choose a template and it shows here.',
    check: 'Check',
    allWell: 'Nothing stands in the way.',
    test: 'Test letter',
    testLead: 'A copy marked as a test. Its links do nothing.',
    testSend: 'Send a test',
    testSent: (address) => `On its way to ${address}.`,
    when: 'When?',
    now: 'Now',
    later: 'At a time',
    at: 'Date and time',
    past: 'Write a time to come.',
    send: 'Send…',
    sendTitle: 'This will be sent',
    summary: ({ subject, people, when }) => `“${subject}” goes to ${people} people, ${when}.`,
    confirm: 'Send it',
    back: 'Back',
  },
};
