import { describe, expect, it } from '@jest/globals';
import { createLineArchive } from './line-archive.ts';

const line = (id: number, padding = 0): string => `{"id":${id},"x":"${'é'.repeat(padding)}"}\n`;
const fill = (limitBytes: number, count: number, padding: number) => {
  const archive = createLineArchive(limitBytes);
  for (let id = 1; id <= count; id += 1) archive.append(id, line(id, padding));
  return archive;
};
const idsAfter = (archive: ReturnType<typeof createLineArchive>, id: number): number[] =>
  Buffer.concat([...archive.after(id)])
    .toString()
    .split('\n')
    .filter(Boolean)
    .map((text) => Number(/\d+/.exec(text)?.[0]));

describe('createLineArchive', () => {
  it('gives back every line after an id, across chunks, in order', () => {
    const archive = fill(64 << 20, 3000, 400);
    expect(idsAfter(archive, 0)).toEqual(Array.from({ length: 3000 }, (_, index) => index + 1));
    expect(idsAfter(archive, 2500)).toHaveLength(500);
    expect(idsAfter(archive, 2999)).toEqual([3000]);
    expect(idsAfter(archive, 3000)).toEqual([]);
  });

  it('walks from the newest to the oldest', () => {
    const lines = [...fill(64 << 20, 3000, 400).newestFirst()];
    expect(lines).toHaveLength(3000);
    expect([lines[0], lines[2999]]).toEqual([line(3000, 400).trim(), line(1, 400).trim()]);
  });

  it('finds one line by id', () => {
    const archive = fill(64 << 20, 3000, 400);
    expect(archive.find(1777)).toBe(line(1777, 400).trim());
    expect([archive.find(0), archive.find(3001)]).toEqual([null, null]);
  });

  it('stays within its limit by forgetting the oldest lines', () => {
    const archive = fill(2 << 20, 10_000, 400);
    const ids = idsAfter(archive, 0);
    expect(ids.at(-1)).toBe(10_000);
    expect(ids.length * line(10_000, 400).length).toBeLessThan(2 << 20);
    expect(archive.find(1)).toBeNull();
  });

  it('holds a line larger than a chunk, and the next one after it', () => {
    const archive = createLineArchive(64 << 20);
    archive.append(1, line(1, 2_000_000));
    archive.append(2, line(2));
    expect(idsAfter(archive, 0)).toEqual([1, 2]);
  });
});
