import type { Words } from '../language/language.tsx';

/** The words of the segments' pages. */
export const words: Words<{
  segments: string;
  new: string;
  lead: string;
  none: string;
  noneLead: string;
  changed: (when: string) => string;
  conditions: (count: string) => string;
  name: string;
  nameHint: string;
  whom: string;
  save: string;
  remove: string;
  removeTitle: string;
  removeLead: string;
  keptRules: string;
  now: string;
  held: (facts: { held: string; people: string }) => string;
  reachable: (count: string) => string;
  counting: string;
  incomplete: string;
  sample: string;
  nobody: string;
}> = {
  ja: {
    segments: 'セグメント',
    new: '新しいセグメント',
    lead: 'リストの人を、条件で絞り込みます。条件に当てはまっても、リストに登録していない人や停止した人には送りません。',
    none: 'セグメントはまだありません',
    noneLead:
      '「大阪の人」「先月号が届かなかった人」のような条件に名前を付けておき、キャンペーンの宛先を絞り込みます。',
    changed: (when) => `${when} に更新`,
    conditions: (count) => `条件 ${count} 件`,
    name: 'セグメントの名前',
    nameHint: '例：大阪の優良顧客',
    whom: 'どんな人ですか',
    save: '保存する',
    remove: '削除する',
    removeTitle: 'このセグメントを削除しますか',
    removeLead:
      '送り終えたキャンペーンには影響ありません。下書きや予約済みのキャンペーンで使っている間は削除できません。',
    keptRules: '予約済みのキャンペーンは、予約したときの条件のまま送られます。',
    now: 'いま当てはまる人',
    held: ({ held, people }) => `${held} 人が当てはまります（全 ${people} 人のうち）`,
    reachable: (count) => `そのうち ${count} 人に、登録中のリストから送れます`,
    counting: '数えています…',
    incomplete: '条件をすべて埋めると、当てはまる人数が表示されます。',
    sample: '当てはまる人の例（新しい順）',
    nobody: '当てはまる人は、いまはいません。',
  },
  en: {
    segments: 'Segments',
    new: 'New segment',
    lead: 'Narrows lists by conditions. Nobody gets a letter by one who is on no list, or has left.',
    none: 'No segments yet',
    noneLead:
      'Give conditions a name, such as “in Osaka” or “did not get the last letter”, and narrow campaigns by them.',
    changed: (when) => `changed ${when}`,
    conditions: (count) => (count === '1' ? '1 condition' : `${count} conditions`),
    name: 'Name of the segment',
    nameHint: 'Such as: Good customers in Osaka',
    whom: 'Who are they?',
    save: 'Save',
    remove: 'Delete',
    removeTitle: 'Delete this segment?',
    removeLead:
      'Campaigns that have gone out are not touched. It cannot be deleted while a draft or a scheduled campaign uses it.',
    keptRules: 'Scheduled campaigns go out by the conditions they were scheduled with.',
    now: 'Who that is now',
    held: ({ held, people }) => `${held} people fit (of ${people})`,
    reachable: (count) => `${count} of them can be written to on a list of theirs`,
    counting: 'Counting…',
    incomplete: 'Fill in every condition to see how many people fit.',
    sample: 'Some of them, newest first',
    nobody: 'Nobody fits now.',
  },
};
