import type { HoldUp } from '../api/generated/operations.ts';
import type { Format } from '../language/format.ts';
import type { Words } from '../language/language.tsx';

type Told<Kind extends HoldUp['kind']> = (holdUp: HoldUp & { kind: Kind }, format: Format) => string;

/** What receivers call themselves, where that is not the name of their lane. */
export const receivers: Readonly<Record<string, string>> = {
  gmail: 'Gmail',
  'yahoo-japan': 'Yahoo! JAPAN',
  yahoo: 'Yahoo',
  outlook: 'Outlook',
  icloud: 'iCloud',
  au: 'au',
  softbank: 'SoftBank',
  ymobile: 'Y!mobile',
  'rakuten-mobile': 'Rakuten Mobile',
  'microsoft-365': 'Microsoft 365',
};

/** The words of a campaign's letters by lane and over time. */
export const words: Words<{
  lanes: string;
  lanesLead: string;
  lane: string;
  done: string;
  waiting: string;
  others: string;
  none: string;
  progress: (facts: { lane: string; done: string; all: string }) => string;
  holdUps: { [Kind in HoldUp['kind']]: Told<Kind> };
  said: (reason: string) => string;
  overTime: string;
  overTimeLead: (step: string) => string;
  accepted: string;
  bounced: string;
  other: string;
  moment: (facts: { at: string; accepted: string; bounced: string; other: string }) => string;
  mostAtOnce: (letters: string) => string;
}> = {
  ja: {
    lanes: '宛先ごとの進み具合',
    lanesLead: '受信サーバーごとに、受け入れてもらえる速さで送ります。遅れている理由もここに表示します。',
    lane: '宛先',
    done: '処理済み',
    waiting: '待ち',
    others: 'その他の宛先',
    none: '宛先の振り分け前に送信対象外',
    progress: ({ lane, done, all }) => `${lane}: ${all} 通のうち ${done} 通が処理済み`,
    holdUps: {
      paused: () => '運用担当者が止めています。再開されると続きから送ります。',
      suspended: ({ until }, format) => `受信側の求めで休んでいます。${format.fromNow(until)}に再開します。`,
      'warm-up': ({ ceiling }, format) =>
        `ドメインの慣らし運転中です。今日の上限 ${format.number(ceiling)} 通に達したため、続きは明日送ります。`,
      later: ({ until }, format) =>
        `次は ${format.moment(until)} に送ります（現地時刻、静かな時間、または再送の待ち時間）。`,
      paced: ({ perSecond }, format) =>
        perSecond >= 1
          ? `受信側に合わせて、毎秒 ${format.number(Math.round(perSecond))} 通までに抑えています。`
          : `受信側に合わせて、毎分 ${format.number(Math.round(perSecond * 60))} 通までに抑えています。`,
    },
    said: (reason) => `受信側の返事: ${reason}`,
    overTime: '時間ごとの結果',
    overTimeLead: (step) => `棒は一本で ${step}です。`,
    accepted: '受理',
    bounced: '不達',
    other: 'そのほか',
    moment: ({ at, accepted, bounced, other }) => `${at} 受理 ${accepted}、不達 ${bounced}、そのほか ${other}`,
    mostAtOnce: (letters) => `最大 ${letters} 通`,
  },
  en: {
    lanes: 'By destination',
    lanesLead: 'Letters go as fast as each receiver takes them. Where it is slow, the reason stands here.',
    lane: 'Destination',
    done: 'Done',
    waiting: 'Waiting',
    others: 'Other destinations',
    none: 'Withheld before they had a destination',
    progress: ({ lane, done, all }) => `${lane}: ${done} of ${all} letters done`,
    holdUps: {
      paused: () => 'An operator holds this lane. It goes on where it was once resumed.',
      suspended: ({ until }, format) => `The receiver asked for a pause. It goes on ${format.fromNow(until)}.`,
      'warm-up': ({ ceiling }, format) =>
        `The domain is being warmed up: today’s ${format.number(ceiling)} letters are used up, the rest goes tomorrow.`,
      later: ({ until }, format) =>
        `The next go ${format.moment(until)} (local time, quiet hours, or a wait before trying again).`,
      paced: ({ perSecond }, format) =>
        perSecond >= 1
          ? `Held to ${format.number(Math.round(perSecond))} letters a second, as the receiver likes it.`
          : `Held to ${format.number(Math.round(perSecond * 60))} letters a minute, as the receiver likes it.`,
    },
    said: (reason) => `The receiver said: ${reason}`,
    overTime: 'Over time',
    overTimeLead: (step) => `Each bar is ${step}.`,
    accepted: 'Accepted',
    bounced: 'Bounced',
    other: 'Other',
    moment: ({ at, accepted, bounced, other }) => `${at}: ${accepted} accepted, ${bounced} bounced, ${other} other`,
    mostAtOnce: (letters) => `${letters} at most`,
  },
};
