import type { Words } from '../language/language.tsx';

/** What is said in many places. */
export const words: Words<{
  unreachable: string;
  unreachableLead: string;
  again: string;
  lost: string;
  lostLead: string;
  home: string;
  failed: string;
  more: string;
  loading: string;
  cancel: string;
  close: string;
  copy: string;
  copied: string;
  keptIt: string;
  save: string;
  saved: string;
}> = {
  ja: {
    unreachable: 'サーバーに接続できません',
    unreachableLead: '接続を確かめて、もう一度お試しください。送信中のキャンペーンには影響ありません。',
    again: 'もう一度試す',
    lost: 'ページが見つかりません',
    lostLead: 'アドレスが変わったか、別のワークスペースのものかもしれません。',
    home: 'ホームへ',
    failed: '処理できませんでした',
    more: 'さらに表示',
    loading: '読み込み中',
    cancel: 'やめる',
    close: '閉じる',
    copy: 'コピー',
    copied: 'コピーしました',
    keptIt: '控えました',
    save: '保存する',
    saved: '保存しました。',
  },
  en: {
    unreachable: 'The server cannot be reached',
    unreachableLead: 'Check your connection and try again. Campaigns that are being sent go on regardless.',
    again: 'Try again',
    lost: 'There is no such page',
    lostLead: 'Its address may have changed, or it belongs to another workspace.',
    home: 'Go home',
    failed: 'That could not be done',
    more: 'Show more',
    loading: 'Loading',
    cancel: 'Cancel',
    close: 'Close',
    copy: 'Copy',
    copied: 'Copied',
    keptIt: 'I have kept it',
    save: 'Save',
    saved: 'Saved.',
  },
};
