/** Somebody in the demonstration: the lists joined, and the "no" they have said, if any. */
export type DemonstrationPerson = {
  email: string;
  fields: Record<string, string>;
  joins: readonly ('newsletter' | 'events')[];
  no?: 'list' | 'marketing';
};

/** People of every kind that a list in Japan meets; all addresses are reserved for examples or reach the built-in mailbox only. */
export const demonstrationPeople: readonly DemonstrationPerson[] = [
  { email: 'hanako.sato@example.jp', fields: { name: '佐藤 花子', city: '東京' }, joins: ['newsletter', 'events'] },
  { email: 'taro.suzuki@example.co.jp', fields: { name: '鈴木 太郎', city: '大阪' }, joins: ['newsletter'] },
  { email: 'yuki@example.ne.jp', fields: { name: '高橋 ゆき', city: '札幌' }, joins: ['newsletter', 'events'] },
  // An old carrier address that no standard allows and that was given out until 2009.
  { email: 'ken..ichi@docomo.ne.jp', fields: { name: '田中 健一', city: '福岡' }, joins: ['newsletter'] },
  { email: 'post@例え.テスト', fields: { name: '渡辺 翼', city: '京都' }, joins: ['newsletter'] },
  { email: 'Alice@Example.com', fields: { name: 'Alice Martin', city: 'Yokohama' }, joins: ['newsletter', 'events'] },
  { email: 'bob+news@example.org', fields: { name: 'Bob Jones', city: 'Kobe' }, joins: ['newsletter'] },
  { email: 'mei@example.net', fields: { name: '山本 芽衣', city: '仙台' }, joins: ['newsletter'] },
  { email: 'ryo@example.com', fields: { name: '中村 亮', city: '名古屋' }, joins: ['events'] },
  { email: 'sakura@example.org', fields: { name: '小林 さくら', city: '広島' }, joins: ['newsletter'], no: 'list' },
  {
    email: 'jiro@example.net',
    fields: { name: '加藤 次郎', city: '那覇' },
    joins: ['newsletter', 'events'],
    no: 'marketing',
  },
];
