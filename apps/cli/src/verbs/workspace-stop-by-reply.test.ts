import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type TestInstallation, testInstallation } from '../testing.ts';

let home: TestInstallation;
beforeAll(async () => {
  home = await testInstallation();
});
afterAll(() => home.close());

describe('workspace stop-by-reply', () => {
  it('turns it on and off', async () => {
    const on = await home.hikyaku('workspace', 'stop-by-reply', 'on');
    expect(on).toMatchObject({ code: 0, error: '', out: expect.stringContaining('take an answer of STOP') });
    const off = await home.hikyaku('workspace', 'stop-by-reply', 'off');
    expect(off.out).toBe('Newsletters of Demo invite no answer of STOP.\n');
  });

  it('says in one sentence what to write', async () => {
    expect(await home.hikyaku('workspace', 'stop-by-reply', 'maybe')).toMatchObject({
      code: 2,
      error: expect.stringContaining('"maybe" is neither on nor off'),
    });
  });
});
