import { appendFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Folder, journalFolder, optOutOf } from '../testing/journal-scene.ts';
import { type Journal, openJournal } from './journal.ts';

let folder: Folder;
beforeEach(() => {
  folder = journalFolder();
});
afterEach(() => folder.remove());

const scene = { workspaceId: '7', listId: '9' };
const some = (count: number) => Array.from({ length: count }, () => optOutOf(scene));
const volumes = () => readdirSync(folder.path).filter((name) => name.endsWith('.log'));
const newest = () => path.join(folder.path, volumes().sort().at(-1) ?? '');
const numbers = async (journal: Journal, after = 0) => (await journal.read(after, 10_000)).map(({ seq }) => seq);

async function withJournal<Result>(act: (journal: Journal) => Promise<Result>, rotateAt?: number): Promise<Result> {
  const journal = await openJournal(folder.path, rotateAt === undefined ? {} : { rotateAt });
  try {
    return await act(journal);
  } finally {
    await journal.close();
  }
}

describe('openJournal', () => {
  it('keeps what was said, in order, with every fact and in a name of its own, for the next process', async () => {
    const said = some(40);
    const id = await withJournal(async (journal) => {
      expect(await Promise.all(said.map((optOut) => journal.append(optOut)))).toEqual(said.map((_, n) => n + 1));
      return journal.id();
    });
    await withJournal(async (journal) => {
      expect(journal.id()).toBe(id);
      expect(journal.last()).toBe(40);
      expect(journal.concerns()).toEqual(['7']);
      expect((await journal.read(0, 100)).map(({ optOut }) => optOut)).toEqual(said);
      expect(await journal.append(optOutOf(scene))).toBe(41);
      expect(await numbers(journal, 39)).toEqual([40, 41]);
    });
  });

  it('forgets what is carried out, volume by volume, and never a number that was given out', async () => {
    await withJournal(async (journal) => {
      for (const optOut of some(30)) await journal.append(optOut);
      expect(volumes().length).toBeGreaterThan(5);
      journal.forget(17);
      expect(await numbers(journal, 17)).toEqual([18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30]);
      expect(journal.concerns()).toEqual(['7']);
      journal.forget(30);
      expect(journal.concerns()).toEqual([]);
      expect(volumes()).toHaveLength(1);
    }, 500);
    await withJournal(async (journal) => expect(await journal.append(optOutOf(scene))).toBe(31));
  });

  it('passes over a tail that a sudden stop tore, wherever it was torn, and writes on behind it', async () => {
    await withJournal((journal) => Promise.all(some(2).map((optOut) => journal.append(optOut))));
    const file = newest();
    const whole = readFileSync(file, 'utf8');
    const second = whole.trimEnd().lastIndexOf('\n') + 1;
    for (let length = 0; length < whole.length - 1; length += 9) {
      for (const other of volumes()) rmSync(path.join(folder.path, other));
      writeFileSync(file, whole.slice(0, length));
      const next = length < second - 1 ? 1 : 2;
      await withJournal(async (journal) => {
        expect(journal.lost(0)).toBe(0);
        expect(await journal.append(optOutOf(scene))).toBe(next);
      });
      await withJournal(async (journal) => expect(await numbers(journal)).toEqual(next === 1 ? [1] : [1, 2]));
    }
  });

  it('tells a line that was safe and is damaged from one that never was', async () => {
    await withJournal(async (journal) => {
      for (const optOut of some(5)) await journal.append(optOut);
    });
    const lines = readFileSync(newest(), 'utf8').split('\n');
    const damaged = lines.map((line) => (line.includes('"seq":3,') ? line.replace('one-click', 'one-clock') : line));
    writeFileSync(newest(), damaged.join('\n'));
    await withJournal(async (journal) => {
      expect(await numbers(journal)).toEqual([1, 2, 4, 5]);
      expect([journal.lost(0), journal.lost(2), journal.lost(3)]).toEqual([1, 1, 0]);
    });
    appendFileSync(newest(), '\0\0\0\0');
    await withJournal(async (journal) => expect(journal.lost(0)).toBe(1));
  });

  it('rejects what cannot be put on disk, and takes the next one into a new volume', async () => {
    await withJournal(async (journal) => {
      await journal.append(optOutOf(scene));
      writeFileSync(path.join(folder.path, '000000000003.log'), '');
      const broken = journal.append({ ...optOutOf(scene), details: { big: 1n as unknown as number } });
      await expect(broken).rejects.toThrow();
      expect(await journal.append(optOutOf(scene))).toBe(3);
      expect(await numbers(journal)).toEqual([1, 3]);
    });
    await withJournal(async (journal) => expect(journal.lost(0)).toBe(0));
  });

  it('is one process’s at a time, and that of the next when it is no more', async () => {
    await withJournal(async () => {
      await expect(openJournal(folder.path)).rejects.toThrow(/kept by another process/);
    });
    writeFileSync(path.join(folder.path, 'keeper'), '1@2');
    await withJournal(async (journal) => expect(journal.last()).toBe(0));
  });
});
