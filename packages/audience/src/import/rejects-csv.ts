import type { Db } from '@hikyaku/database';

const pageRows = 1_000;

/** The rejected lines of an import as CSV (`line,value,reason`), in pieces, in the file's order; safe to open in a spreadsheet. */
export async function* rejectsCsv(db: Db, importId: string): AsyncGenerator<string> {
  yield 'line,value,reason\r\n';
  for (let after = 0; ; ) {
    const rows = await db
      .selectFrom('import_rejects')
      .select(['line', 'value', 'reason'])
      .where('import_id', '=', importId)
      .where('line', '>', after)
      .orderBy('line')
      .limit(pageRows)
      .execute();
    if (rows.length > 0) yield rows.map((row) => `${row.line},${cell(row.value)},${cell(row.reason)}\r\n`).join('');
    const last = rows.at(-1);
    if (last === undefined || rows.length < pageRows) return;
    after = last.line;
  }
}

/** One value. What a spreadsheet would run as a formula gets an apostrophe in front, also behind white space or full-width signs. */
function cell(value: string): string {
  const safe = /^\s*[=+\-@＝＋－＠]|^[\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
