import type { Words } from '../language/language.tsx';

/** The words of when a campaign goes. */
export const words: Words<{
  zone: string;
  never: string;
  inZone: (facts: { when: string; zone: string }) => string;
  yours: (when: string) => string;
  quiet: (until: string) => string;
  locally: string;
  localHour: string;
  localLead: string;
  atHour: (hour: string) => string;
  tooEarly: (earliest: string) => string;
  plan: (facts: { people: string; zones: string; first: string; last: string }) => string;
  planOfOne: (facts: { people: string; zone: string; at: string }) => string;
  planOfNone: string;
  quietLocally: (until: string) => string;
}> = {
  ja: {
    zone: 'どの地域の時刻ですか',
    never: 'この日時は、夏時間の切り替えのため、この地域には存在しません。',
    inZone: ({ when, zone }) => `${zone} の ${when} に`,
    yours: (when) => `あなたの時刻では ${when} です。`,
    quiet: (until) => `静かな時間にあたるため、読者には ${until} を過ぎてから届きます。`,
    locally: '一人ひとりの現地時刻で',
    localHour: '現地の日時',
    localLead:
      '連絡先の項目 time_zone（例 Europe/Paris）の地域で、時計がこの時刻になったときに送ります。値のない人はこの送信元の地域に合わせます。',
    atHour: (hour) => `それぞれの現地時刻の ${hour} に`,
    tooEarly: (earliest) => `もうこの時刻を過ぎた地域があります。全員に間に合うのは ${earliest} 以降です。`,
    plan: ({ people, zones, first, last }) =>
      `${zones} つの地域の ${people} 人に送ります。あなたの時刻で、最初は ${first}、最後は ${last} です。`,
    planOfOne: ({ people, zone, at }) => `${people} 人全員が ${zone} の時刻です。あなたの時刻では ${at} に送ります。`,
    planOfNone: '今のところ、届く人がいません。',
    quietLocally: (until) => `静かな時間にあたるため、それぞれの現地時刻で ${until} を過ぎてから送ります。`,
  },
  en: {
    zone: 'By the clocks of',
    never: 'The clocks there skip this time, for summer time begins.',
    inZone: ({ when, zone }) => `${when}, by the clocks of ${zone}`,
    yours: (when) => `That is ${when} by your clock.`,
    quiet: (until) => `That is in your quiet hours: readers get it after ${until}.`,
    locally: 'At each person’s local time',
    localHour: 'Day and time there',
    localLead:
      'It goes when clocks show this time in the zone that a contact’s field time_zone names (such as Europe/Paris). Whoever has none goes by the zone of this workspace.',
    atHour: (hour) => `at ${hour} by each person’s own clock`,
    tooEarly: (earliest) => `Somewhere this time has passed. The earliest that reaches everybody is ${earliest}.`,
    plan: ({ people, zones, first, last }) =>
      `${people} people in ${zones} time zones; by your clock the first at ${first}, the last at ${last}.`,
    planOfOne: ({ people, zone, at }) => `All ${people} people go by ${zone}: by your clock at ${at}.`,
    planOfNone: 'Nobody would get it as things stand.',
    quietLocally: (until) => `That is in your quiet hours: it leaves after ${until} of each person’s clock.`,
  },
};
