import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type TestInstallation, testInstallation } from '../testing.ts';

let home: TestInstallation;
beforeAll(async () => {
  home = await testInstallation();
});
afterAll(() => home.close());

describe('warm-up', () => {
  it('starts, is listed and stops', async () => {
    expect((await home.hikyaku('warm-up', 'list')).out).toBe('No domain is being warmed up.\n');
    expect(await home.hikyaku('warm-up', 'start', 'news.example.com', '--lane', 'tail-1')).toMatchObject({
      code: 0,
      error: '',
    });
    expect((await home.hikyaku('warm-up', 'list')).out).toMatch(
      /^news\.example\.com {2}tail-1 .* 0 of 480 letters {2}\(begun\)\n$/,
    );
    expect((await home.hikyaku('warm-up', 'start', 'news.example.com')).out).toContain('every lane');
    expect(await home.hikyaku('warm-up', 'start', 'news.example.com')).toMatchObject({ code: 1 });
    expect(await home.hikyaku('warm-up', 'stop', 'news.example.com')).toMatchObject({ code: 0 });
    expect(await home.hikyaku('warm-up', 'stop', 'news.example.com')).toMatchObject({ code: 1 });
  });

  it('says what is wrong with a domain or a lane', async () => {
    expect(await home.hikyaku('warm-up', 'start', 'news')).toMatchObject({
      code: 2,
      error: expect.stringContaining('is no domain'),
    });
    const lost = await home.hikyaku('warm-up', 'start', 'news.example.com', '--lane', 'nowhere');
    expect(lost).toMatchObject({ code: 1, error: 'There is no lane "nowhere".\n' });
  });
});
