import { describe, expect, it } from '@jest/globals';
import { createPacer } from './pace.ts';
import { readScript } from './read-script.ts';

describe('createPacer', () => {
  it('spaces letters evenly, and saves nothing up while idle', () => {
    const read = readScript({ rules: [{ at: 'dot', do: { pace: 10 } }] });
    const rule = read.ok ? read.script.rules[0] : undefined;
    if (!rule) throw new Error('the script was not understood');
    const pacer = createPacer();
    const paces = [{ rule, lettersPerSecond: 10 }];
    expect([pacer.waitMs(paces, 0), pacer.waitMs(paces, 0), pacer.waitMs(paces, 50)]).toEqual([0, 100, 150]);
    expect([pacer.waitMs(paces, 10_000), pacer.waitMs(paces, 10_000)]).toEqual([0, 100]);
  });
});
