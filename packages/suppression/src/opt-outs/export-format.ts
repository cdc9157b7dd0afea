import { readFileSync } from 'node:fs';

/** What a line of somebody's export says about its person. */
export type OptOutMeaning = 'unsubscribed' | 'complaint' | 'invalid-address';

/** A file that its header line was recognised by: whose export it is, and how its lines are read. */
export type ExportFormat = {
  system: string;
  export: string;
  /** The address of a line, and what it means; null when it is no opt-out (somebody who still gets mail). */
  read(values: readonly string[]): { email: string; means: OptOutMeaning | null };
};

/**
 * Recognises an export by its column names, in any order and case (`export-formats.tsv`, the first that fits); undefined when no
 * column holds addresses. A line whose reason is not known counts as unsubscribed: it stands in a file of people who want no mail.
 */
export function exportFormat(columns: readonly string[]): ExportFormat | undefined {
  const names = columns.map(plain);
  const format = formats.find(({ recognisedBy }) => recognisedBy.every((name) => names.includes(name)));
  if (format === undefined) return undefined;
  const emailAt = names.indexOf(format.email);
  const reasonAt = format.reason === '' ? -1 : names.indexOf(format.reason);
  return {
    system: format.system,
    export: format.export,
    read(values) {
      const reason = reasonAt < 0 ? '' : (values[reasonAt] ?? '').trim();
      return { email: values[emailAt] ?? '', means: reason === '' ? format.means : meaningOf(format, reason) };
    },
  };
}

/** A column's name as it is compared: width, case, and the names that people give the address. */
function plain(name: string): string {
  const text = name.normalize('NFKC').trim().toLowerCase();
  return otherNames.get(text) ?? text;
}

const otherNames: ReadonlyMap<string, string> = new Map([
  ['e-mail', 'email'],
  ['mail', 'email'],
  ['メール', 'email'],
  ['メールアドレス', 'email'],
  ['理由', 'reason'],
  ['状態', 'status'],
  ['ステータス', 'status'],
]);

function meaningOf({ system }: Format, reason: string): OptOutMeaning | null {
  const rule = reasons.find((one) => (one.system === '*' || one.system === system) && one.text.test(reason));
  return rule === undefined ? 'unsubscribed' : rule.means;
}

type Format = {
  system: string;
  export: string;
  recognisedBy: string[];
  email: string;
  reason: string;
  means: OptOutMeaning | null;
};

const formats: readonly Format[] = readTsv('export-formats.tsv').map(
  ([system = '', name = '', recognisedBy = '', email = '', reason = '', means = '']) => ({
    system,
    export: name,
    recognisedBy: recognisedBy.split(','),
    email,
    reason,
    means: meaning(means),
  }),
);

const reasons = readTsv('opt-out-reasons.tsv').map(([system = '', text = '', means = '']) => ({
  system,
  text: new RegExp(text, 'iu'),
  means: meaning(means),
}));

function meaning(text: string): OptOutMeaning | null {
  return text === 'unsubscribed' || text === 'complaint' || text === 'invalid-address' ? text : null;
}

/** The lines below the header, in columns. */
function readTsv(name: string): string[][] {
  const text = readFileSync(new URL(name, import.meta.url), 'utf8');
  return text
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t'));
}
