import type { Words } from '../language/language.tsx';

/** The words of the lists' pages. */
export const words: Words<{
  new: string;
  newLead: string;
  name: string;
  nameHint: string;
  make: string;
  none: string;
  noneLead: string;
  active: string;
  activeMeaning: string;
  pending: string;
  pendingMeaning: string;
  left: string;
  leftMeaning: string;
  people: (count: string) => string;
  and: (facts: readonly string[]) => string;
  pendingFact: (count: string) => string;
  leftFact: (count: string) => string;
  members: string;
  everybody: string;
  reach: string;
  reachLead: string;
  reached: (count: string) => string;
  suppressed: (count: string) => string;
  count: string;
  nobody: string;
  nobodyLead: string;
  addOne: string;
  import: string;
  since: (when: string) => string;
}> = {
  ja: {
    new: '新しいリスト',
    newLead: 'リストは、読者が登録も停止もできるニュースレターの単位です。名前は読者のメールにも記されます。',
    name: 'リストの名前',
    nameHint: '例：月刊たより',
    make: 'つくる',
    none: 'リストはまだありません',
    noneLead: 'まずリストをつくり、そこへ連絡先を取り込んでください。',
    active: '登録中',
    activeMeaning: 'このリストに入っている人',
    pending: '確認待ち',
    pendingMeaning: '確認のメールに、まだ応えていない人。送りません',
    left: '停止済み',
    leftMeaning: '登録のあとで停止した人。送りません',
    people: (count) => `${count} 人`,
    and: (facts) => facts.join('、'),
    pendingFact: (count) => `確認待ち ${count}`,
    leftFact: (count) => `停止済み ${count}`,
    members: 'このリストの人',
    everybody: 'すべて',
    reach: 'いま送ると届く人',
    reachLead:
      '登録中の人から、お知らせをすべて断った人や届かないアドレスを除いた数です。大きなリストでは数秒かかります。',
    reached: (count) => `${count} 人に届きます`,
    suppressed: (count) => `ほかの理由で停止 ${count} 人`,
    count: '数える',
    nobody: '当てはまる人がいません',
    nobodyLead: 'CSV ファイルを取り込むか、一人ずつ加えてください。',
    addOne: '一人加える',
    import: 'CSV を取り込む',
    since: (when) => `${when} から`,
  },
  en: {
    new: 'New list',
    newLead: 'A list is a newsletter that readers can join and leave. Its name stands in their letters, too.',
    name: 'Name of the list',
    nameHint: 'Such as: Monthly letter',
    make: 'Make it',
    none: 'No lists yet',
    noneLead: 'Make a list first, then import people into it.',
    active: 'On it',
    activeMeaning: 'People on this list',
    pending: 'Not confirmed',
    pendingMeaning: 'Were asked to confirm and have not; nothing is sent',
    left: 'Left',
    leftMeaning: 'Left since they joined; nothing is sent',
    people: (count) => `${count} people`,
    and: (facts) => facts.join(', '),
    pendingFact: (count) => `${count} not confirmed`,
    leftFact: (count) => `${count} left`,
    members: 'People of this list',
    everybody: 'Everybody',
    reach: 'Whom a letter would reach now',
    reachLead:
      'Those on it, without whoever wants no newsletters at all or cannot be reached. A large list takes seconds.',
    reached: (count) => `${count} people would get it`,
    suppressed: (count) => `${count} stopped for other reasons`,
    count: 'Count',
    nobody: 'Nobody fits',
    nobodyLead: 'Import a CSV file, or add people one by one.',
    addOne: 'Add somebody',
    import: 'Import a CSV file',
    since: (when) => `since ${when}`,
  },
};
