import type { StoryEntry } from '../api/generated/operations.ts';
import type { Words } from '../language/language.tsx';

/** What the sentence of a story names: the list, what a "no" stops, who did it, whether an import did. */
export type Told = { list: string; scope: string; by: string; imported: boolean };

/** How a story is told: a sentence for every kind of event, and one for a letter. */
export const words: Words<{
  story: string;
  storyLead: string;
  empty: string;
  kinds: Readonly<Record<string, (told: Told) => string>>;
  letter: (campaign: string) => string;
  transactional: string;
  states: Record<NonNullable<StoryEntry['letter']>['state'], string>;
  attempts: (count: number) => string;
  everyList: string;
  said: (text: string) => string;
}> = {
  ja: {
    story: 'これまでのこと',
    storyLead: '新しい順です。同意、リストの登録と停止、メール一通ごとの結果が並びます。',
    empty: 'まだ何も起きていません。',
    kinds: {
      'contact-added': () => '連絡先として追加',
      'contact-changed': () => '連絡先の内容を変更',
      'contact-deleted': () => '連絡先を削除',
      subscribed: ({ list, imported }) => (imported ? `取り込みで「${list}」に登録` : `「${list}」に登録`),
      confirmed: ({ list }) => `本人が「${list}」の登録を確認`,
      suppressed: ({ scope }) => scope,
      left: () => '配信停止の処理が完了',
      lifted: ({ scope, by }) => `${by}が停止を解除（${scope}）`,
      'suppression-held': () => '不達の判断を保留',
      'suppression-released': () => '保留していた不達を確定',
      'suppression-discarded': () => '保留していた不達を取り消し',
      deferred: () => '混雑などで断られ、後で再送',
      bounced: () => '受信サーバーに断られた',
      withheld: () => '送信を取りやめ',
      failed: () => '文面を作れなかった',
      uncertain: () => '届いたか不明',
      resolved: ({ by }) => `不明だった一通の扱いを${by}が決定`,
    },
    letter: (campaign) => `「${campaign}」`,
    transactional: '取引の連絡',
    states: {
      queued: '順番待ち',
      attempting: '送信中',
      accepted: '受信サーバーが受理',
      deferred: '再送待ち',
      bounced: '不達',
      withheld: '送信せず',
      failed: '送信できず',
      uncertain: '届いたか不明',
    },
    attempts: (count) => `${count} 回目で`,
    everyList: 'リスト',
    said: (text) => `「${text}」`,
  },
  en: {
    story: 'Their story',
    storyLead: 'Latest first: consent, lists, what became of each letter, leaving.',
    empty: 'Nothing has happened yet.',
    kinds: {
      'contact-added': () => 'Added as a contact',
      'contact-changed': () => 'The contact was changed',
      'contact-deleted': () => 'The contact was deleted',
      subscribed: ({ list, imported }) => (imported ? `Joined "${list}" by an import` : `Joined "${list}"`),
      confirmed: ({ list }) => `Confirmed "${list}" themselves`,
      suppressed: ({ scope }) => scope,
      left: () => 'Leaving was done',
      lifted: ({ scope, by }) => `Lifted by ${by} (${scope})`,
      'suppression-held': () => 'Held: whether the address exists is doubtful',
      'suppression-released': () => 'Held address given up',
      'suppression-discarded': () => 'Held address kept after all',
      deferred: () => 'The receiver was busy; tried again later',
      bounced: () => 'The receiver refused it',
      withheld: () => 'Not sent after all',
      failed: () => 'Could not be written',
      uncertain: () => 'Nobody knows whether it arrived',
      resolved: ({ by }) => `${by} decided on a letter that was uncertain`,
    },
    letter: (campaign) => `"${campaign}"`,
    transactional: 'A letter about their own business',
    states: {
      queued: 'waiting for its turn',
      attempting: 'on the wire',
      accepted: 'accepted by the receiver',
      deferred: 'to be tried again',
      bounced: 'bounced',
      withheld: 'not sent',
      failed: 'could not be sent',
      uncertain: 'uncertain',
    },
    attempts: (count) => `attempt ${count}`,
    everyList: 'a list',
    said: (text) => `"${text}"`,
  },
};
