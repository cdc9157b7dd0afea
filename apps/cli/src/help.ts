import type { Verb } from './verb.ts';
import type { Entry } from './verbs.ts';

const command = 'npm run hikyaku --';

/** Where to look when a command was wrong. */
export function seeHelp(words: readonly string[]): string {
  return `See: ${[command, ...words, '--help'].join(' ')}`;
}

/** The table of verbs. */
export function overview(entries: readonly Entry[]): string[] {
  return [
    `Usage: ${command} <verb> …`,
    '',
    ...columns(entries.map(({ words, summary }) => [words.join(' '), summary])),
    '',
    `${command} <verb> --help says what a verb takes. Without DATABASE_URL the verbs speak to the running \`npm start\`.`,
    'Exit codes: 0 done, 1 refused (one sentence says why), 2 the command itself is wrong.',
  ];
}

/** What one verb takes. */
export function helpOf({ words, summary }: Entry, { argument, second, options, notes = [] }: Verb): string[] {
  const all = Object.entries(options);
  const flags = all.map(([name, { value, required }]) => {
    const flag = `--${name} <${value}>`;
    return required ? flag : `[${flag}]`;
  });
  const places = [argument, second].filter((place) => place !== undefined);
  const place = places.map(({ value, optional }) => (optional ? `[${value}]` : value));
  const rows = [
    ...places.map(({ value, help }) => [value, help] as const),
    ...all.map(([name, { help }]) => [`--${name}`, help] as const),
  ];
  return [
    `Usage: ${[command, ...words, ...place, ...flags].join(' ')}`,
    '',
    `${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`,
    ...(rows.length === 0 ? [] : ['', ...columns(rows)]),
    ...(notes.length === 0 ? [] : ['', ...notes]),
  ];
}

function columns(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}
