import { useMemo } from 'react';
import { useLanguage } from './language.tsx';

/** Numbers and moments as the reader writes them, in the browser's own time zone. */
export type Format = {
  number(value: number): string;
  percent(share: number): string;
  moment(iso: string): string;
  day(iso: string): string;
  /** An hour of whoever's clock (`2026-12-01T10:00`), with its day. */
  hour(local: string): string;
  /** "3 minutes ago", "in 2 days". */
  fromNow(iso: string): string;
  /** "2 min 10 s". */
  duration(seconds: number): string;
  /** "312 MB", by thousands. */
  bytes(count: number): string;
};

/** The formats of the reader's language. */
export function useFormat(): Format {
  const { language } = useLanguage();
  return useMemo(() => formats(language), [language]);
}

function formats(language: string): Format {
  const number = new Intl.NumberFormat(language);
  const percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 });
  const moment = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'medium' });
  const hour = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' });
  const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  return {
    number: (value) => number.format(value),
    percent: (share) => percent.format(share),
    moment: (iso) => moment.format(new Date(iso)),
    day: (iso) => day.format(new Date(iso)),
    hour: (local) => hour.format(new Date(`${local}Z`)),
    fromNow: (iso) => {
      const seconds = (new Date(iso).getTime() - Date.now()) / 1000;
      const step = steps.find(({ below }) => Math.abs(seconds) < below) ?? lastStep;
      return relative.format(Math.round(seconds / step.seconds), step.unit);
    },
    duration: (seconds) =>
      durationParts(seconds)
        .map(({ value, unit }) => part(language, value, unit))
        .join(' '),
    bytes: (count) => {
      const step = sizes.find(({ from }) => count >= from) ?? smallestSize;
      const style = { style: 'unit', unit: step.unit, unitDisplay: 'short', maximumFractionDigits: 1 } as const;
      return new Intl.NumberFormat(language, style).format(count / step.from);
    },
  };
}

const smallestSize = { from: 1, unit: 'byte' };
const sizes = [
  { from: 1e9, unit: 'gigabyte' },
  { from: 1e6, unit: 'megabyte' },
  { from: 1e3, unit: 'kilobyte' },
];

type Step = { below: number; seconds: number; unit: Intl.RelativeTimeFormatUnit };

const steps: readonly Step[] = [
  { below: 60, seconds: 1, unit: 'second' },
  { below: 3_600, seconds: 60, unit: 'minute' },
  { below: 86_400, seconds: 3_600, unit: 'hour' },
  { below: 30 * 86_400, seconds: 86_400, unit: 'day' },
];
const lastStep: Step = { below: Number.POSITIVE_INFINITY, seconds: 30 * 86_400, unit: 'month' };

function durationParts(seconds: number): { value: number; unit: string }[] {
  const [hours, minutes, rest] = [
    Math.floor(seconds / 3_600),
    Math.floor((seconds % 3_600) / 60),
    Math.ceil(seconds % 60),
  ];
  const all = [
    { value: hours, unit: 'hour' },
    { value: minutes, unit: 'minute' },
    { value: rest, unit: 'second' },
  ];
  const first = all.findIndex(({ value }) => value > 0);
  return first < 0 ? all.slice(2) : all.slice(first, first + 2).filter(({ value }) => value > 0);
}

function part(language: string, value: number, unit: string): string {
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'short' }).format(value);
}
