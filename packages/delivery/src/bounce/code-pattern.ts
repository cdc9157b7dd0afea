/** Whether a code is meant by a cell of the table; undefined when the cell cannot be read. */
export type CodeTest = ((code: number) => boolean) | undefined;

/** Reads `*`, `5` (all 5yz), `550`, `500-504` and lists of these with commas. */
export function codeTest(cell: string): CodeTest {
  const ranges = cell.split(',').map(readRange);
  if (ranges.some((range) => range === undefined)) return undefined;
  return (code) => ranges.some((range) => range !== undefined && range.from <= code && code <= range.to);
}

/** Whether an enhanced code (RFC 3463) is meant; a cell other than `*` never means a reply that has none. */
export type EnhancedTest = ((enhanced: string | undefined) => boolean) | undefined;

/** Reads `*`, `x.1.1`, `x.7.*` and `x.7.20-24`; the class of the code is the basic code's business. */
export function enhancedTest(cell: string): EnhancedTest {
  if (cell === '*') return () => true;
  const [, subject, first, last] = /^x\.(\d)\.(\*$|\d{1,3})(?:-(\d{1,3}))?$/.exec(cell) ?? [];
  if (subject === undefined || first === undefined) return undefined;
  const from = first === '*' ? 0 : Number(first);
  const to = first === '*' ? 999 : Number(last ?? first);
  return (enhanced) => {
    const [, itsSubject, detail] = enhanced?.split('.') ?? [];
    return itsSubject === subject && Number(detail) >= from && Number(detail) <= to;
  };
}

function readRange(part: string): { from: number; to: number } | undefined {
  if (part === '*') return { from: 400, to: 599 };
  const [, first, last] = /^([45]|[45]\d\d)(?:-([45]\d\d))?$/.exec(part) ?? [];
  if (first === undefined) return undefined;
  if (first.length === 1)
    return last === undefined ? { from: Number(first) * 100, to: Number(first) * 100 + 99 } : undefined;
  return { from: Number(first), to: Number(last ?? first) };
}
