/** What the test of the pages has kept of one page in one language. */
export type PageFacts = { name: string; locale: string; status: number; bytes: number; findings: number };

/** The table of docs/pages: one line a page, both languages in it, in the order in which they were looked at. */
export function pagesTable(facts: readonly PageFacts[]): string {
  const names = [...new Set(facts.map(({ name }) => name))];
  const lines = names.map((name) => {
    const of = (locale: string) => facts.find((one) => one.name === name && one.locale === locale);
    const [ja, en] = [of('ja'), of('en')];
    const findings = (ja?.findings ?? 0) + (en?.findings ?? 0);
    return `| ${name} | ${ja?.status ?? ''} | ${ja?.bytes ?? ''} | ${en?.bytes ?? ''} | ${findings} |`;
  });
  return ['| page | answer | bytes (ja) | bytes (en) | axe |', '|---|---|---|---|---|', ...lines].join('\n');
}
