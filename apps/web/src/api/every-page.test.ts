import { expect, it } from '@jest/globals';
import { everyPage } from './every-page.ts';

it('asks for page after page from where the one before ended, and once where there is but one', async () => {
  const asked: (string | undefined)[] = [];
  const pages: Record<string, { items: number[]; nextCursor: string | null }> = {
    first: { items: [1, 2], nextCursor: 'second' },
    second: { items: [3], nextCursor: null },
  };
  const ask = async ({ cursor }: { cursor?: string }) => {
    asked.push(cursor);
    return pages[cursor ?? 'first'] ?? { items: [], nextCursor: null };
  };
  expect(await everyPage(ask)).toEqual({ items: [1, 2, 3] });
  expect(asked).toEqual([undefined, 'second']);
  expect(await everyPage(async () => ({ items: [4], nextCursor: null }))).toEqual({ items: [4] });
});
