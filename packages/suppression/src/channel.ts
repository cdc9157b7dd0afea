/** By which way a person's "no" or wish reached whoever enters it for them (特定電子メール法 施行規則 5条: any way will do). */
export const channels = ['telephone', 'paper', 'counter', 'reply', 'form', 'other'] as const;

/** One of them. */
export type Channel = (typeof channels)[number];
