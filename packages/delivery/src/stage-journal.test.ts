import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { nameOf, openStageJournal, readStageJournal, removeStageJournal } from './stage-journal.ts';

const letter = (n: number) => ({ campaignId: '77', addressKey: Buffer.alloc(16, n), letterNo: 0 });

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'hikyaku-journal-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('readStageJournal', () => {
  it('tells no dot, a dot without an answer and an answered dot apart', () => {
    const journal = openStageJournal(folder, '9');
    const due = new Date('2026-11-23T01:00:00Z');
    journal.beforeDot(letter(1), 1);
    journal.beforeDot(letter(2), 3);
    journal.afterReply(letter(2), 3, { state: 'deferred', reason: 'server-busy', reply: '451 later', dueAt: due });
    // Not closed: a killed process closes nothing.
    const marks = readStageJournal(folder, '9');
    expect(marks?.get(nameOf(letter(1), 1))).toEqual({});
    expect(marks?.get(nameOf(letter(2), 3))).toEqual({
      outcome: { state: 'deferred', reason: 'server-busy', reply: '451 later', dueAt: due },
    });
    expect(marks?.get(nameOf(letter(3), 1))).toBeUndefined();
    journal.close();
  });

  it('knows that it cannot see a journal, rather than taking it for an empty one', () => {
    const journal = openStageJournal(folder, '9');
    expect(readStageJournal(folder, '9')?.size).toBe(0);
    expect(readStageJournal(folder, '10')).toBeUndefined();
    expect(readStageJournal(path.join(folder, 'gone'), '9')).toBeUndefined();
    journal.close();
    expect(readStageJournal(folder, '9')).toBeUndefined();
  });

  it('ignores a last line that the death cut short', () => {
    writeFileSync(
      path.join(folder, '9.0.log'),
      `dot ${nameOf(letter(1), 1)}\nend ${nameOf(letter(1), 1)} {"state":"acc`,
    );
    expect(readStageJournal(folder, '9')?.get(nameOf(letter(1), 1))).toEqual({});
  });
});

describe('openStageJournal', () => {
  it('removes a full volume once the ledger has all its letters, and loses no open mark', () => {
    const journal = openStageJournal(folder, '9', 200);
    for (let n = 1; n <= 20; n++) journal.beforeDot(letter(n), 1);
    expect(readdirSync(folder).length).toBeGreaterThan(3);
    for (let n = 1; n <= 19; n++) journal.settled(letter(n), 1);
    expect(readdirSync(folder).length).toBeLessThanOrEqual(2);
    expect(readStageJournal(folder, '9')?.has(nameOf(letter(20), 1))).toBe(true);
    journal.close();
    removeStageJournal(folder, '9');
    expect(readdirSync(folder)).toEqual([]);
  });
});
