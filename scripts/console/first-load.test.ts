import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { projectRoot } from '../services/project.ts';
import { buildConsole } from './build-console.ts';

const mostBytes = 250 * 1024;

describe('buildConsole', () => {
  it('makes a console whose first load is under 250 KB of compressed JavaScript', async () => {
    await buildConsole(projectRoot);
    const dist = path.join(projectRoot, 'apps/web/dist');
    const page = readFileSync(path.join(dist, 'index.html'), 'utf8');
    const scripts = [...page.matchAll(/(?:src|href)="(\/[^"]+\.js)"/g)].map(([, address = '']) => address);
    expect(scripts.some((address) => address.startsWith('/assets/'))).toBe(true);
    const sizes = scripts.map((address) => gzipSync(readFileSync(path.join(dist, address))).length);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(mostBytes);
  });

  it('builds nothing when the sources are those it was built from', async () => {
    await buildConsole(projectRoot);
    expect(await buildConsole(projectRoot)).toBe('kept');
  });
});
