import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { failuresIn, sumTallies, tallyLine, withRunner } from './tally.ts';

function inFolder<T>(files: Record<string, string>, work: (folder: string) => T): T {
  const folder = mkdtempSync(path.join(tmpdir(), 'hikyaku-tally-'));
  try {
    for (const [name, content] of Object.entries(files)) writeFileSync(path.join(folder, name), content);
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('sumTallies', () => {
  it('adds up every package, and leaves other files alone', () => {
    const files = {
      'message-1.json': '{"passed":3,"failed":0,"skipped":1}',
      'queue-2.json': '{"passed":4,"failed":2,"skipped":0}',
      'notes.txt': 'passed 9',
    };
    expect(inFolder(files, sumTallies)).toEqual({ passed: 7, failed: 2, skipped: 1 });
  });

  it('counts a tally that was cut off as a failure', () => {
    expect(inFolder({ 'a.json': '{"passed":3,' }, sumTallies)).toEqual({ passed: 0, failed: 1, skipped: 0 });
    expect(inFolder({ 'a.json': '{"passed":3}' }, sumTallies)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });

  it('is nothing where nothing ran', () => {
    expect(inFolder({}, sumTallies)).toEqual({ passed: 0, failed: 0, skipped: 0 });
  });
});

describe('failuresIn', () => {
  it('gives what each package said of its failures', () => {
    const files = { 'message-1.json': '{}', 'message-1.failures.txt': 'src/a.test.ts\n● a › is not b' };
    expect(inFolder(files, failuresIn)).toEqual(['src/a.test.ts\n● a › is not b']);
  });
});

describe('withRunner', () => {
  it('turns a run that went wrong without a failed test into a failure', () => {
    expect(withRunner({ passed: 5, failed: 0, skipped: 0 }, false).failed).toBe(1);
    expect(withRunner({ passed: 5, failed: 2, skipped: 0 }, false).failed).toBe(2);
    expect(withRunner({ passed: 5, failed: 0, skipped: 0 }, true).failed).toBe(0);
  });
});

describe('tallyLine', () => {
  it('names skipped tests only where there are any', () => {
    expect(tallyLine({ passed: 12, failed: 0, skipped: 0 })).toBe('12 passed, 0 failed');
    expect(tallyLine({ passed: 12, failed: 1, skipped: 3 })).toBe('12 passed, 1 failed, 3 skipped');
  });
});
