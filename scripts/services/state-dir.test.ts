import { chmodSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { firstWritable, openStateDir } from './state-dir.ts';
import { type Scratch, scratch } from './testing/scratch.ts';

let test: Scratch;
beforeEach(() => {
  test = scratch();
});
afterEach(() => test.remove());

describe('openStateDir', () => {
  it('makes a folder for its owner alone, in the project unless told otherwise', () => {
    const folder = openStateDir(undefined, test.folder);
    expect(folder).toBe(path.join(test.folder, '.hikyaku'));
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(openStateDir('some/where', test.folder)).toBe(path.join(test.folder, 'some/where'));
    expect(openStateDir(path.join(test.folder, 'there'), '/elsewhere')).toBe(path.join(test.folder, 'there'));
  });

  it('closes a folder that others could read', () => {
    const folder = path.join(test.folder, 'open');
    mkdirSync(folder);
    chmodSync(folder, 0o755);
    expect(statSync(openStateDir(folder, '/')).mode & 0o777).toBe(0o700);
  });

  it('says what to set when it cannot be used', () => {
    writeFileSync(path.join(test.folder, 'file'), '');
    expect(() => openStateDir('file/state', test.folder)).toThrow(
      /STATE_DIR .*file\/state cannot be used .*set STATE_DIR/,
    );
  });
});

describe('firstWritable', () => {
  it('passes over folders that cannot be made', () => {
    writeFileSync(path.join(test.folder, 'file'), '');
    const good = path.join(test.folder, 'good');
    expect(firstWritable([path.join(test.folder, 'file', 'x'), good])).toBe(good);
    expect(firstWritable([path.join(test.folder, 'file', 'x')])).toBeUndefined();
  });
});
