/** Hours in which no marketing letter is begun, by each reader's own clock: `HH:MM`, over midnight when `from` is the later. */
export type QuietHours = { from: string; until: string };

/** What is wrong with quiet hours, and with which end of them; undefined for good ones. */
export function quietHoursProblem({ from, until }: QuietHours): { end: keyof QuietHours; message: string } | undefined {
  if (!timeOfDay.test(from)) return { end: 'from', message: `"${from}" is no time of day; write one such as 21:00.` };
  if (!timeOfDay.test(until))
    return { end: 'until', message: `"${until}" is no time of day; write one such as 08:00.` };
  if (from !== until) return undefined;
  return { end: 'until', message: `Quiet hours from ${from} until ${until} have no length; choose another end.` };
}

/** Quiet hours as the database keeps them (`HH:MM:SS`). */
export function readQuietHours(from: string | null, until: string | null): QuietHours | null {
  return from === null || until === null ? null : { from: from.slice(0, 5), until: until.slice(0, 5) };
}

const timeOfDay = /^(?:[01]\d|2[0-3]):[0-5]\d$/;
