import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openShapingFile } from './shaping-file.ts';

const header = 'lane\tdomains\tmx\tconnections\tletters per connection\tletters per second\tsource\n';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'hikyaku-shaping-'));
  file = path.join(folder, 'shaping.tsv');
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(connections: string): void {
  writeFileSync(file, `${header}gmail\t=\t=\t${connections}\t=\t=\tour own\n`);
}

const connectionsOf = (opened: ReturnType<typeof openShapingFile>) =>
  opened.current().lanes.get('gmail')?.limits.connections;

describe('openShapingFile', () => {
  it('follows the file when it changes', () => {
    write('20');
    const opened = openShapingFile(file);
    expect(connectionsOf(opened)).toBe(20);
    expect(opened.refresh()).toEqual({ kind: 'same' });
    write('300');
    expect(opened.refresh()).toEqual({ kind: 'changed' });
    expect(connectionsOf(opened)).toBe(300);
    expect(opened.current().lanes.get('gmail')?.agreed).toBe(true);
    expect(opened.current().lanes.get('docomo')?.agreed).toBe(false);
  });

  it('refuses a mistake with its line, once, and keeps what was in force', () => {
    write('20');
    const opened = openShapingFile(file);
    write('many');
    const problem = `SHAPING_FILE ${file} cannot be used. line 2: connections "many": write a number from 1 to 500.`;
    expect(opened.refresh()).toEqual({ kind: 'refused', problem });
    expect(opened.refresh()).toEqual({ kind: 'same' });
    expect(connectionsOf(opened)).toBe(20);
    rmSync(file);
    expect(opened.refresh()).toMatchObject({ kind: 'refused', problem: expect.stringContaining('cannot be read') });
    expect(connectionsOf(opened)).toBe(20);
  });

  it('does not begin with a mistake', () => {
    write('0');
    expect(() => openShapingFile(file)).toThrow('line 2: connections "0"');
    expect(() => openShapingFile(path.join(folder, 'nowhere'))).toThrow('cannot be read');
  });
});
