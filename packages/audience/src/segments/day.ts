/** The day (2026-01-31) that it is at a moment in a time zone, so many days later. */
export function dayAt(moment: Date, timeZone: string, daysLater = 0): string {
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  const day = new Date(`${parts.format(moment)}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() + daysLater);
  return day.toISOString().slice(0, 10);
}
