import { describe, expect, it } from '@jest/globals';
import { fieldChanges, fieldRows } from './field-rows.ts';

const before = { name: '花子', age: 30, vip: true };

describe('fieldChanges', () => {
  it('names nothing when nothing was changed, whatever kind a value is of', () => {
    expect(fieldChanges(before, fieldRows(before))).toEqual({});
  });

  it('removes what was taken away or emptied, and changes what was typed', () => {
    const rows = fieldRows(before)
      .filter(({ name }) => name !== 'vip')
      .map((row) => (row.name === 'name' ? { ...row, value: '' } : { ...row, value: '31' }));
    expect(fieldChanges(before, rows)).toEqual({ vip: null, name: null, age: '31' });
  });

  it('adds what has a name, tidied, and passes over what has none', () => {
    const added = { key: 'x', name: ' city ', value: '京都', known: false };
    const nameless = { key: 'y', name: '  ', value: 'lost', known: false };
    expect(fieldChanges({}, [added, nameless])).toEqual({ city: '京都' });
  });
});
