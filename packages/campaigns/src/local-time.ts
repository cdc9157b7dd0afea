/** An hour as a clock on the wall shows it, wherever it hangs: `2026-12-01T10:00`. Only `readLocalTime` makes one. */
export type LocalTime = string & { readonly brand: 'LocalTime' };

/** Reads an hour of a day that exists; undefined for anything else, an offset among them. */
export function readLocalTime(text: string): LocalTime | undefined {
  return isLocalTime(text) ? text : undefined;
}

/**
 * When the audience is frozen of a newsletter that goes at each person's local time: a quarter of an hour, in which tens of millions can
 * be frozen, before the hour comes to the first clocks on earth (UTC+14).
 */
export function freezeAt(local: LocalTime): Date {
  return new Date(Date.parse(`${local}Z`) - firstOffsetMs - leadMs);
}

/** The earliest hour that can still be chosen for everybody on earth: whole minutes, `freezeAt` of which is to come. */
export function earliestLocalTime(now: Date): string {
  return hourAt((Math.floor(now.getTime() / minuteMs) + 1) * minuteMs + firstOffsetMs + leadMs);
}

const shape = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/;
const minuteMs = 60_000;
const firstOffsetMs = 14 * 60 * minuteMs;
const leadMs = 15 * minuteMs;

function isLocalTime(text: string): text is LocalTime {
  const ms = shape.test(text) ? Date.parse(`${text}Z`) : Number.NaN;
  // JavaScript takes 30 February for 2 March, and 24:00 for the next day.
  return !Number.isNaN(ms) && hourAt(ms) === text;
}

function hourAt(ms: number): string {
  return new Date(ms).toISOString().slice(0, 16);
}
