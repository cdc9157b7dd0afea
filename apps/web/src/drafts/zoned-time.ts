/**
 * The moment at which the clocks of a time zone show a date and time (`2026-12-01T09:00`, as date fields write it); undefined when they
 * never do, because they are set forward over it. Where they show it twice, the first.
 */
export function momentIn(zone: string, local: string): Date | undefined {
  const [, year, month, day, hour, minute] = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)/.exec(local)?.map(Number) ?? [];
  if (year === undefined || month === undefined || day === undefined || hour === undefined || minute === undefined) {
    return undefined;
  }
  const asUtc = Date.UTC(year, month - 1, day, hour, minute);
  // Both sides of a change of clocks within a day of it; of two that fit, the earlier.
  const candidates = [-dayMs, dayMs].map((around) => asUtc - offsetMs(zone, new Date(asUtc + around)));
  const fitting = candidates.filter((ms) => ms + offsetMs(zone, new Date(ms)) === asUtc);
  return fitting.length === 0 ? undefined : new Date(Math.min(...fitting));
}

/** Whether a time of day lies within hours that may reach over midnight, all as `HH:MM`. */
export function isWithin(time: string, { from, until }: { from: string; until: string }): boolean {
  return from < until ? from <= time && time < until : from <= time || time < until;
}

/** The time of day that the clocks of a zone show, as `HH:MM`. */
export function timeOfDay(zone: string, at: Date): string {
  const { hour, minute } = partsIn(zone, at);
  return [hour, minute].map((part) => String(part).padStart(2, '0')).join(':');
}

const dayMs = 86_400_000;

/** By how much the clocks of a zone are ahead of UTC. */
function offsetMs(zone: string, at: Date): number {
  const { year, month, day, hour, minute, second } = partsIn(zone, at);
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at.getTime() / 1_000) * 1_000;
}

function partsIn(zone: string, at: Date) {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  return {
    year: part('year'),
    month: part('month'),
    day: part('day'),
    hour: part('hour'),
    minute: part('minute'),
    second: part('second'),
  };
}
