import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Doors, Source } from './ranks.ts';

/** Every TypeScript source of the packages, the apps, the scripts and the benchmark. */
export function readSources(projectRoot: string): Source[] {
  return ['packages', 'apps', 'scripts', 'bench'].flatMap((folder) =>
    readdirSync(path.join(projectRoot, folder), { recursive: true, encoding: 'utf8' })
      .map((name) => path.posix.join(folder, name.split(path.sep).join('/')))
      .filter((file) => /\.tsx?$/.test(file) && !file.includes('/node_modules/'))
      .map((file) => ({ file, text: readFileSync(path.join(projectRoot, file), 'utf8') })),
  );
}

/** What each package's package.json opens to the others. */
export function readDoors(projectRoot: string): Doors {
  const folders = ['packages', 'apps'].flatMap((folder) =>
    readdirSync(path.join(projectRoot, folder)).map((name) => path.join(projectRoot, folder, name)),
  );
  return new Map(folders.map((folder) => [path.basename(folder), doorsOf(path.join(folder, 'package.json'))]));
}

function doorsOf(file: string): string[] {
  if (!existsSync(file)) return [];
  const manifest: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (typeof manifest !== 'object' || manifest === null || !('exports' in manifest)) return [];
  return typeof manifest.exports === 'object' && manifest.exports !== null ? Object.keys(manifest.exports) : ['.'];
}
