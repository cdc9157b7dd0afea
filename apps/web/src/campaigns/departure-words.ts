import type { Words } from '../language/language.tsx';

type Next = { zone: string; at: string; people: string };

/** The words of a campaign that goes at each person's local time. */
export const words: Words<{
  departures: string;
  departuresLead: (hour: string) => string;
  frozenAt: (facts: { hour: string; at: string }) => string;
  next: (facts: Next & { fromNow: string }) => string;
  nextOncePaused: (facts: Next) => string;
  people: (count: string) => string;
  andMore: (facts: { zones: string; people: string }) => string;
}> = {
  ja: {
    departures: '地域ごとの送信',
    departuresLead: (hour) => `現地時刻の ${hour} になった地域から送ります。下の日時はあなたの時刻です。`,
    frozenAt: ({ hour, at }) =>
      `一人ひとりの現地時刻で ${hour} に送ります。いちばん早い地域に間に合うよう、宛先は ${at} に確定します。`,
    next: ({ zone, at, people, fromNow }) => `次は ${zone} の ${people} 人に、${at}（${fromNow}）に送ります。`,
    nextOncePaused: ({ zone, at, people }) => `再開すると、次は ${zone} の ${people} 人に、${at} に送ります。`,
    people: (count) => `${count} 人`,
    andMore: ({ zones, people }) => `ほか ${zones} 地域の ${people} 人`,
  },
  en: {
    departures: 'By time zone',
    departuresLead: (hour) => `It goes to each time zone at ${hour} there. The times below are by your clock.`,
    frozenAt: ({ hour, at }) =>
      `It goes to everybody at ${hour} of their own clock. Who gets it is settled ${at}, in time for the first of them.`,
    next: ({ zone, at, people, fromNow }) => `Next: ${people} people in ${zone}, ${at} (${fromNow}).`,
    nextOncePaused: ({ zone, at, people }) => `Once resumed, next: ${people} people in ${zone}, ${at}.`,
    people: (count) => `${count} people`,
    andMore: ({ zones, people }) => `and ${people} people in ${zones} more`,
  },
};
