import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { type CsvRecord, csvReader } from './csv-reader.ts';

function read(text: string, { columns = 2, delimiter = ',', size = text.length || 1 } = {}): CsvRecord[] {
  const reader = csvReader({ delimiter, columns, firstLine: 2 });
  const records: CsvRecord[] = [];
  for (let at = 0; at < text.length; at += size) records.push(...reader.push(text.slice(at, at + size)));
  return [...records, ...reader.end()];
}

function good(line: number, ...values: string[]): CsvRecord {
  return { ok: true, line, values };
}

describe('csvReader', () => {
  it('reads quoted values with delimiters, quotation marks and line ends in them, and counts lines as an editor does', () => {
    const text = 'a,b\n"x, y","say ""hi"""\n"two\nlines",c\nd,e';
    const records = [good(2, 'a', 'b'), good(3, 'x, y', 'say "hi"'), good(4, 'two\nlines', 'c'), good(6, 'd', 'e')];
    for (const size of [1, 2, 5, 100]) expect(read(text, { size })).toEqual(records);
  });

  it('reads what csv-parse reads, for any values and any cut of the text', () => {
    const value = fc.string({ unit: fc.constantFrom('a', 'é', '花', '"', ',', '\n', ' ', ';', "'"), maxLength: 6 });
    const table = fc.array(fc.tuple(value, value, value), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(table, fc.integer({ min: 1, max: 30 }), (rows, size) => {
        fc.pre(rows.every((row) => row.some((cell) => cell.trim() !== '')));
        const quoted = (cell: string) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
        const text = rows.map((row) => row.map(quoted).join(',')).join('\n');
        const ours = read(text, { columns: 3, size }).map((record) => (record.ok ? record.values : record));
        expect(ours).toEqual(parse(text));
        expect(ours).toEqual(rows);
      }),
    );
  });

  it('rejects the one line whose quotation mark never closes, and reads the rest', () => {
    const rest = Array.from({ length: 9_000 }, (_, i) => `p${i},x`).join('\n');
    const records = read(`"open,1\n${rest}`, { size: 10_000 });
    expect(records[0]).toEqual({
      ok: false,
      line: 2,
      value: '"open,1',
      reason: 'A quotation mark opens and never closes.',
    });
    expect(records.slice(1)).toEqual(Array.from({ length: 9_000 }, (_, i) => good(3 + i, `p${i}`, 'x')));
  });

  it('rejects only the first line when an open quotation mark meets another further down', () => {
    expect(read('"a,1\nb,2\nc,"3"\n')).toEqual([
      { ok: false, line: 2, value: '"a,1', reason: 'Text follows a closing quotation mark.' },
      good(3, 'b', '2'),
      good(4, 'c', '3'),
    ]);
  });

  it('rejects a record of several lines that fits no header by its first line, and reads the others anew', () => {
    expect(read('"a\nb@x,1\nc",1,2\nd,4\n')).toEqual([
      { ok: false, line: 2, value: '"a', reason: 'It has 3 values where the header has 2.' },
      good(3, 'b@x', '1'),
      { ok: false, line: 4, value: 'c",1,2', reason: 'It has 3 values where the header has 2.' },
      good(5, 'd', '4'),
    ]);
  });

  it('takes a quotation mark inside an unquoted value as a letter', () => {
    expect(read('a,5" pipe\nb,x"y"\n')).toEqual([good(2, 'a', '5" pipe'), good(3, 'b', 'x"y"')]);
  });

  it('rejects a line of 1 MB with its number and reads the rest, holding no more than a record of it', () => {
    const text = `a,1\nb,${'z'.repeat(1_000_000)}\nc,3\n`;
    for (const size of [4_096, 65_536, text.length]) {
      const records = read(text, { size });
      expect(records).toEqual([
        good(2, 'a', '1'),
        {
          ok: false,
          line: 3,
          value: expect.stringMatching(/^b,z{198}$/),
          reason: 'It is longer than 65536 characters.',
        },
        good(4, 'c', '3'),
      ]);
    }
  });

  it('rejects a last line that is too long and never ends', () => {
    expect(read(`a,1\n${'z'.repeat(200_000)}`, { size: 8_192 })).toMatchObject([{ ok: true }, { ok: false, line: 3 }]);
  });

  it('rejects NUL, bytes without meaning and values beyond the header, each with its line', () => {
    expect(read('a,\0x\nb,\ufffd\nc,1,2\nd,4,,\ne\n')).toEqual([
      { ok: false, line: 2, value: 'a,␀x', reason: 'It holds a NUL character.' },
      { ok: false, line: 3, value: 'b,\ufffd', reason: "It holds bytes that mean nothing in the file's encoding." },
      { ok: false, line: 4, value: 'c,1,2', reason: 'It has 3 values where the header has 2.' },
      good(5, 'd', '4', '', ''),
      good(6, 'e'),
    ]);
  });

  it('passes over lines that hold nothing, and counts them', () => {
    expect(read('\n , \n,\na,1\n\n\nb,2\n\n')).toEqual([good(5, 'a', '1'), good(8, 'b', '2')]);
  });

  it('accounts for every line of any text, whatever stands in it', () => {
    const text = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\0', ' '), maxLength: 60 });
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 10 }), (input, size) => {
        const records = read(input, { size });
        expect(records).toEqual(read(input));
        const lines = records.map((record) => record.line);
        expect(lines).toEqual([...new Set(lines)].sort((a, b) => a - b));
        for (const record of records) expect(input.split('\n')[record.line - 2]?.trim()).not.toBe('');
      }),
    );
  });
});
