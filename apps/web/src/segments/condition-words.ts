import type { Words } from '../language/language.tsx';
import type { Ask, Fate, Standing, Subject, Wrong } from './condition-draft.ts';

/** The words of a rule as it is put together. */
export const words: Words<{
  all: string;
  any: string;
  kind: string;
  group: string;
  condition: (number: number) => string;
  add: string;
  addGroup: string;
  removeGroup: string;
  remove: (number: number) => string;
  about: string;
  subjects: Record<Subject, string>;
  field: string;
  ask: string;
  asks: Record<Ask, string>;
  value: string;
  day: string;
  days: string;
  list: string;
  anyList: string;
  standing: string;
  standings: Record<Standing, string>;
  joined: string;
  joineds: Record<'before' | 'after' | 'within', string>;
  campaign: string;
  chooseCampaign: string;
  letters: string;
  fates: Record<Fate, string>;
  wrong: Record<Wrong, string>;
}> = {
  ja: {
    all: 'すべて満たす',
    any: 'いずれか満たす',
    kind: '条件の組み合わせ方',
    group: '条件のまとまり',
    condition: (number) => `条件 ${number}`,
    add: '条件を追加',
    addGroup: 'まとまりを追加',
    removeGroup: 'このまとまりを除く',
    remove: (number) => `条件 ${number} を除く`,
    about: '何について',
    subjects: { field: '項目', list: 'リスト', joined: '登録した日', letter: 'キャンペーンの結果' },
    field: '項目の名前',
    ask: '比べ方',
    asks: {
      equal: '次と同じ',
      'not-equal': '次と同じでない',
      contains: '次を含む',
      'not-contains': '次を含まない',
      'begins-with': '次で始まる',
      filled: '値がある',
      'not-filled': '値がない',
      'number-equal': '数が次と等しい',
      above: '数が次より大きい',
      'at-least': '数が次以上',
      below: '数が次より小さい',
      'at-most': '数が次以下',
      on: '日付が次の日',
      before: '日付が次の日より前',
      after: '日付が次の日より後',
      past: '日付が過去の次の日数以内',
      coming: '日付が今後の次の日数以内',
    },
    value: '値',
    day: '日付',
    days: '日数',
    list: 'リスト',
    anyList: 'いずれかのリスト',
    standing: 'リストでの状態',
    standings: {
      active: '登録中',
      'not-active': '登録中でない',
      pending: '確認待ち',
      left: '停止済み',
      never: '登録したことがない',
    },
    joined: 'いつ',
    joineds: { before: '次の日より前に登録', after: '次の日より後に登録', within: '次の日数以内に登録' },
    campaign: 'キャンペーン',
    chooseCampaign: '選んでください',
    letters: 'メールの結果（いずれか）',
    fates: {
      accepted: '受理',
      bounced: '不達',
      withheld: '送信せず',
      failed: '失敗',
      uncertain: '不明',
      waiting: '送信待ち',
      none: '対象外だった',
    },
    wrong: {
      field: '項目の名前を入力してください。',
      value: '値を入力してください。',
      number: '数を入力してください。',
      day: '日付を入力してください。',
      days: '0 以上の日数を入力してください。',
      campaign: 'キャンペーンを選んでください。',
      letters: '結果をひとつ以上選んでください。',
      empty: '条件をひとつ以上追加してください。',
    },
  },
  en: {
    all: 'All of these',
    any: 'Any of these',
    kind: 'How conditions count',
    group: 'Group of conditions',
    condition: (number) => `Condition ${number}`,
    add: 'Add a condition',
    addGroup: 'Add a group',
    removeGroup: 'Remove this group',
    remove: (number) => `Remove condition ${number}`,
    about: 'About',
    subjects: { field: 'A field', list: 'A list', joined: 'When they joined', letter: 'A campaign’s letter' },
    field: 'Name of the field',
    ask: 'How it is compared',
    asks: {
      equal: 'is',
      'not-equal': 'is not',
      contains: 'contains',
      'not-contains': 'does not contain',
      'begins-with': 'begins with',
      filled: 'holds something',
      'not-filled': 'holds nothing',
      'number-equal': 'is the number',
      above: 'is more than',
      'at-least': 'is at least',
      below: 'is less than',
      'at-most': 'is at most',
      on: 'is the day',
      before: 'is a day before',
      after: 'is a day after',
      past: 'was within so many days',
      coming: 'comes within so many days',
    },
    value: 'Value',
    day: 'Day',
    days: 'Days',
    list: 'List',
    anyList: 'Any list',
    standing: 'What they are to it',
    standings: {
      active: 'On it',
      'not-active': 'Not on it',
      pending: 'Not confirmed',
      left: 'Left it',
      never: 'Never joined',
    },
    joined: 'When',
    joineds: { before: 'Joined before the day', after: 'Joined after the day', within: 'Joined within so many days' },
    campaign: 'Campaign',
    chooseCampaign: 'Choose one',
    letters: 'What became of it (any of these)',
    fates: {
      accepted: 'Accepted',
      bounced: 'Bounced',
      withheld: 'Withheld',
      failed: 'Failed',
      uncertain: 'Uncertain',
      waiting: 'Still waiting',
      none: 'Was not meant for them',
    },
    wrong: {
      field: 'Write the name of the field.',
      value: 'Write a value.',
      number: 'Write a number.',
      day: 'Write a day.',
      days: 'Write a number of days, 0 or more.',
      campaign: 'Choose a campaign.',
      letters: 'Choose at least one.',
      empty: 'Add at least one condition.',
    },
  },
};
