import type { Words } from '../language/language.tsx';

/** The words of how letters go to their receivers. */
export const words: Words<{
  delivery: string;
  lead: string;
  quiet: string;
  states: Record<'running' | 'suspended' | 'paused', string>;
  suspended: (facts: { when: string; reason: string }) => string;
  paused: (reason: string) => string;
  waiting: (facts: { due: string; later: string }) => string;
  pace: (perSecond: string) => string;
  resume: string;
  resumeTitle: (lane: string) => string;
  resumeLead: string;
  log: string;
  noLog: string;
}> = {
  ja: {
    delivery: '配送',
    lead: '受信サーバーごとの送信の様子です。いま動きのあるもの、止まっているものだけを表示します。この設定は、サーバー全体で共有されます。',
    quiet: 'いま待っているメールも、止まっている宛先もありません。',
    states: { running: '送信中', suspended: '休止中', paused: '停止中' },
    suspended: ({ when, reason }) => `受信側の求めで休んでいます。${when}に自動で再開します。${reason}`,
    paused: (reason) => `運用担当者が止めました。${reason}`,
    waiting: ({ due, later }) => `待ち ${due} 通、時刻待ち ${later} 組`,
    pace: (perSecond) => `毎秒 ${perSecond} 通まで`,
    resume: '再開する',
    resumeTitle: (lane) => `${lane} への送信を再開しますか`,
    resumeLead:
      '待っているメールがすぐに送られます。受信側が休むように求めているあいだに再開すると、評判を損ねることがあります。',
    log: '何が起きたか',
    noLog: '記録はありません。',
  },
  en: {
    delivery: 'Delivery',
    lead: 'How letters go to each receiver. Only those in which something moves or stands are shown. It is shared by the whole installation.',
    quiet: 'No letter waits, and nothing stands.',
    states: { running: 'Running', suspended: 'Resting', paused: 'Held' },
    suspended: ({ when, reason }) => `The receiver asked for a pause. It goes on by itself ${when}. ${reason}`,
    paused: (reason) => `An operator holds it. ${reason}`,
    waiting: ({ due, later }) => `${due} letters wait, ${later} batches for their time`,
    pace: (perSecond) => `${perSecond} letters a second at most`,
    resume: 'Resume',
    resumeTitle: (lane) => `Resume letters to ${lane}?`,
    resumeLead:
      'Letters that wait leave at once. Going on while the receiver asks for a rest may cost you its good opinion.',
    log: 'What happened',
    noLog: 'Nothing is on record.',
  },
};
