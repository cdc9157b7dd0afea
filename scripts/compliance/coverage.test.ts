import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { cover, readRequirements } from './coverage.ts';
import { coveragePage } from './page.ts';

const requirement = { id: 'R8058-1', rank: 'P0', what: 'one field', remark: '' };
const test = (name: string, passed = true) => ({ file: 'a.test.ts', name, passed });

describe('cover', () => {
  it('finds a requirement by its whole id alone', () => {
    const [covered] = cover([requirement], [test('has one (R8058-12)'), test('has one (R8058-1)'), test('R8058-1: x')]);
    expect(covered?.tests.map(({ name }) => name)).toEqual(['has one (R8058-1)', 'R8058-1: x']);
  });

  it('holds it only while every test that names it passes, and tells a remark from a gap', () => {
    const states = [
      cover([requirement], [test('R8058-1'), test('R8058-1', false)]),
      cover([requirement], []),
      cover([{ ...requirement, remark: 'not built' }], []),
    ].map(([one]) => one?.state);
    expect(states).toEqual(['failed', 'open', 'remarked']);
  });

  it('writes a page whose cells cannot break its table', () => {
    const page = coveragePage(cover([requirement], [test('R8058-1 a|b <c>')]));
    expect(page).toContain('| R8058-1 | P0 | one field | R8058-1 a\\|b &lt;c> (`a.test.ts`) | ✓ |');
  });
});

describe('requirements.tsv', () => {
  it('names each requirement once, with a rank and what it asks', () => {
    const read = readRequirements(readFileSync(new URL('requirements.tsv', import.meta.url), 'utf8'));
    expect(new Set(read.map(({ id }) => id)).size).toBe(read.length);
    for (const { rank, what } of read) expect([/^P[012]$/.test(rank), what !== '']).toEqual([true, true]);
  });
});
