import type { NextLetter } from '../api/generated/operations.ts';
import type { Words } from '../language/language.tsx';

/** What can stand in a letter's way. */
export type Stop = NextLetter['stops'][number]['stop'];

/** Why a letter would not go, why somebody must not be written to, and by which door that was said; an unknown word is shown as it is. */
export const words: Words<{
  stops: Record<Stop, string>;
  until: (when: string) => string;
  atMost: (most: string, days: string) => string;
  reasons: Readonly<Record<string, string>>;
  sources: Readonly<Record<string, string>>;
  channel: string;
  channels: Readonly<Record<string, string>>;
}> = {
  ja: {
    stops: {
      'contact-deleted': '連絡先が削除されています',
      'address-changed': 'アドレスが変わっています',
      'suppressed-invalid': 'このアドレスには届きません',
      'suppressed-all': '本人がすべてのメールを断っています',
      'suppressed-marketing': '本人がお知らせをすべて断っています',
      'suppressed-list': '本人がこのリストを停止しています',
      snoozed: '本人が休止しています',
      'fewer-letters': '本人が回数を減らすよう希望しています',
      'workspace-cap': 'ワークスペースの頻度の上限に達しています',
    },
    until: (when) => `${when} まで`,
    atMost: (most, days) => `${days} 日に ${most} 通まで`,
    reasons: {
      unsubscribed: '本人が停止',
      complaint: '迷惑メールとして報告',
      'invalid-address': 'アドレスが存在しない',
      unreachable: '長く届かない',
      manual: '手動で登録',
      imported: 'ほかのシステムから',
      erased: '消去の請求',
      asked: '本人の希望',
    },
    sources: {
      'one-click': 'ワンクリック',
      page: '配信停止ページ',
      preferences: '設定ページ',
      mail: 'メール',
      mailto: 'メール',
      api: 'コンソール・API',
      'command-line': 'コマンド',
      import: '取り込み',
      bounce: '受信サーバーの返答',
      journal: '記録簿から',
    },
    channel: '受けた方法',
    channels: {
      telephone: '電話',
      paper: '書面',
      counter: '窓口',
      reply: 'メールの返信',
      form: '問い合わせフォーム',
      other: 'その他',
    },
  },
  en: {
    stops: {
      'contact-deleted': 'The contact is deleted',
      'address-changed': 'The address has changed',
      'suppressed-invalid': 'Nobody can be reached at this address',
      'suppressed-all': 'They want no mail at all',
      'suppressed-marketing': 'They want no newsletters',
      'suppressed-list': 'They have left this list',
      snoozed: 'They asked for a pause',
      'fewer-letters': 'They asked for fewer letters',
      'workspace-cap': 'The limit of the workspace is reached',
    },
    until: (when) => `until ${when}`,
    atMost: (most, days) => `at most ${most} in ${days} days`,
    reasons: {
      unsubscribed: 'left',
      complaint: 'reported as spam',
      'invalid-address': 'no such address',
      unreachable: 'unreachable for long',
      manual: 'entered by hand',
      imported: 'from another system',
      erased: 'asked to be erased',
      asked: 'their wish',
    },
    sources: {
      'one-click': 'one click',
      page: 'the page behind the link',
      preferences: 'their own page',
      mail: 'by mail',
      mailto: 'by mail',
      api: 'console or API',
      'command-line': 'command line',
      import: 'an import',
      bounce: 'the receiver',
      journal: 'the journal',
    },
    channel: 'How they said it',
    channels: {
      telephone: 'By telephone',
      paper: 'On paper',
      counter: 'In person',
      reply: 'Replied to a letter',
      form: 'Contact form',
      other: 'Another way',
    },
  },
};
