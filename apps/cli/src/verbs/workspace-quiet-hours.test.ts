import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type TestInstallation, testInstallation } from '../testing.ts';

let home: TestInstallation;
beforeAll(async () => {
  home = await testInstallation();
});
afterAll(() => home.close());

describe('workspace quiet-hours', () => {
  it('sets them and takes them away', async () => {
    const set = await home.hikyaku('workspace', 'quiet-hours', '21:00-08:00', '--time-zone', 'Asia/Seoul');
    expect(set).toMatchObject({ code: 0, error: '', out: expect.stringContaining('from 21:00 until 08:00') });
    expect(set.out).toContain('Asia/Seoul');
    expect((await home.hikyaku('workspace', 'quiet-hours', 'off')).out).toBe('Demo has no quiet hours.\n');
  });

  it('says in one sentence what to write', async () => {
    expect(await home.hikyaku('workspace', 'quiet-hours', 'night')).toMatchObject({
      code: 2,
      error: expect.stringContaining('such as 21:00-08:00'),
    });
    const wrong = await home.hikyaku('workspace', 'quiet-hours', '21:00-24:00');
    expect(wrong).toMatchObject({ code: 1, error: expect.stringContaining('"24:00" is no time of day') });
  });
});
