/** Says what is wrong on a line, counted from 1. */
export type Tell = (line: number, problem: string) => void;

/** A row of a table: its line in the file and its cells by column. */
export type Row = { line: number; cell: (column: string) => string };

/** The tables that a file may hold: the columns of each, by the name of the first one. */
export type Columns = Readonly<Record<string, readonly string[]>>;

/**
 * Reads a file of tab-separated tables. Each begins with a line that names its columns; empty lines and lines that begin with `#` are
 * left alone. Rows that do not fit are told of and left out.
 */
export function readTables(text: string, known: Columns, tell: Tell): Map<string, Row[]> {
  const tables = new Map<string, Row[]>(Object.keys(known).map((name) => [name, []]));
  let open: string | undefined;
  for (const [index, content] of text.split(/\r?\n/).entries()) {
    const line = index + 1;
    if (content.trim() === '' || content.startsWith('#')) continue;
    const cells = content.split('\t').map((cell) => cell.trim());
    const [first = ''] = cells;
    const columns = known[first];
    if (columns !== undefined) {
      open = first;
      if (cells.join('\t') !== columns.join('\t'))
        tell(line, `the columns must be ${columns.join(', ')}, with tabs between`);
    } else if (open === undefined) {
      tell(line, `a table must begin with a line of columns; the first is ${Object.keys(known).join(' or ')}`);
    } else {
      const row = readRow(line, cells, known[open] ?? [], tell);
      if (row !== undefined) tables.get(open)?.push(row);
    }
  }
  return tables;
}

function readRow(line: number, cells: readonly string[], columns: readonly string[], tell: Tell): Row | undefined {
  if (cells.length !== columns.length || cells.includes('')) {
    tell(line, `${columns.length} cells are needed, with tabs between and none of them empty: write * for any`);
    return undefined;
  }
  return { line, cell: (column) => cells[columns.indexOf(column)] ?? '' };
}
