import type { Answer } from '../api/call.ts';
import type { Words } from '../language/language.tsx';

/** Where a campaign is in its life. */
export type Status = Answer<'GET /campaigns/{id}'>['status'];

/** The words about campaigns that every page shares. */
export const words: Words<{
  campaigns: string;
  new: string;
  status: Record<Status, string>;
  untitled: string;
  none: string;
  noneLead: string;
  goesOut: (when: string) => string;
  goesOutLocally: (hour: string) => string;
  began: (when: string) => string;
  ended: (when: string) => string;
  changed: (when: string) => string;
  filters: { all: string; drafts: string; going: string; done: string };
  search: string;
  noneFound: string;
  noneFoundLead: string;
}> = {
  ja: {
    campaigns: 'キャンペーン',
    new: '新しいキャンペーン',
    status: {
      draft: '下書き',
      scheduled: '予約済み',
      preparing: '準備中',
      sending: '送信中',
      paused: '一時停止',
      cancelling: '取り消し中',
      cancelled: '取り消し済み',
      finished: '完了',
    },
    untitled: '（件名なし）',
    none: 'キャンペーンはまだありません',
    noneLead:
      'ニュースレターを一通つくると、ここに並びます。誰に届いたか、届かなかった理由まで一通ごとに確かめられます。',
    goesOut: (when) => `${when} に送信`,
    goesOutLocally: (hour) => `現地時刻の ${hour} に送信`,
    began: (when) => `${when} に開始`,
    ended: (when) => `${when} に終了`,
    changed: (when) => `${when}に更新`,
    filters: { all: 'すべて', drafts: '下書き', going: '進行中', done: '終了' },
    search: '名前で探す',
    noneFound: '当てはまるキャンペーンがありません',
    noneFoundLead: '条件を変えるか、「すべて」に戻してください。',
  },
  en: {
    campaigns: 'Campaigns',
    new: 'New campaign',
    status: {
      draft: 'Draft',
      scheduled: 'Scheduled',
      preparing: 'Preparing',
      sending: 'Sending',
      paused: 'Paused',
      cancelling: 'Cancelling',
      cancelled: 'Cancelled',
      finished: 'Finished',
    },
    untitled: '(no subject)',
    none: 'No campaigns yet',
    noneLead:
      'Make a newsletter and it stands here, with every letter accounted for: who got it, who did not, and why.',
    goesOut: (when) => `Goes out ${when}`,
    goesOutLocally: (hour) => `Goes out ${hour}, local time`,
    began: (when) => `Began ${when}`,
    ended: (when) => `Ended ${when}`,
    changed: (when) => `Changed ${when}`,
    filters: { all: 'All', drafts: 'Drafts', going: 'Under way', done: 'Over' },
    search: 'Find by name',
    noneFound: 'No campaign fits',
    noneFoundLead: 'Change what you look for, or go back to all.',
  },
};
