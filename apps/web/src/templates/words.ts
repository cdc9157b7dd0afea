import type { Words } from '../language/language.tsx';

/** The words of the templates. */
export const words: Words<{
  templates: string;
  lead: string;
  search: string;
  language: string;
  japanese: string;
  english: string;
  category: string;
  categories: Readonly<Record<Category, string>>;
  noneFound: string;
  noneFoundLead: string;
  all: string;
  start: string;
  forOne: string;
  forOneLead: string;
  wide: string;
  phone: string;
  text: string;
  view: string;
  subject: string;
  sample: (title: string) => string;
  nothingLoaded: string;
  chooseTitle: string;
  close: string;
  images: string;
}> = {
  ja: {
    templates: 'テンプレート',
    lead: 'どれも、明るい画面と暗い画面、パソコンとスマートフォンで読めます。',
    search: 'テンプレートを探す',
    language: '言語',
    japanese: '日本語',
    english: '英語',
    category: '種類',
    categories: { all: 'すべて', news: '便り', event: '催し', offer: '販売', hello: 'はじめの一通', system: '通知' },
    noneFound: '当てはまるテンプレートがありません',
    noneFoundLead: '別の言葉で探すか、種類を「すべて」に戻してください。',
    all: 'すべて見る',
    start: 'このテンプレートで書く',
    forOne: '一人ひとりへの通知用です',
    forOneLead:
      '注文や登録など、その人がしたことに返す手紙です。一斉配信には使えません。API の POST /messages から送ります。',
    wide: 'パソコン',
    phone: 'スマートフォン',
    text: 'テキスト',
    view: '見え方',
    subject: '件名',
    sample: (title) => `${title}の見本`,
    close: '閉じる',
    images: '画像',
    chooseTitle: 'テンプレートを選ぶ',
    nothingLoaded: 'よそから読み込むものはありません。画像は必要なときだけ入れられます。',
  },
  en: {
    templates: 'Templates',
    lead: 'All of them read well in light and dark, on a desk and on a phone.',
    search: 'Find a template',
    language: 'Language',
    japanese: 'Japanese',
    english: 'English',
    category: 'Kind',
    categories: {
      all: 'All',
      news: 'News',
      event: 'Events',
      offer: 'Offers',
      hello: 'First letter',
      system: 'Notices',
    },
    noneFound: 'No template fits',
    noneFoundLead: 'Look for another word, or go back to all kinds.',
    all: 'Show all',
    start: 'Write with this template',
    forOne: 'For letters to one person',
    forOneLead:
      'It answers what somebody did, such as an order or a sign-up, and cannot go to a list. Send it with POST /messages of the API.',
    wide: 'Desktop',
    phone: 'Phone',
    text: 'Text',
    view: 'View',
    subject: 'Subject',
    sample: (title) => `Sample of ${title}`,
    close: 'Close',
    images: 'Pictures',
    chooseTitle: 'Choose a template',
    nothingLoaded: 'Nothing is loaded from elsewhere. Pictures are optional.',
  },
};

/** What templates are looked for by. */
export type Category = 'all' | 'news' | 'event' | 'offer' | 'hello' | 'system';

/** The kinds in the order they are offered. */
export const categories = ['all', 'news', 'event', 'offer', 'hello', 'system'] as const satisfies readonly Category[];
