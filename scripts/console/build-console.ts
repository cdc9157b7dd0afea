import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdtempSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import { Refusal } from '../services/refusal.ts';

/** Whether the console was built now, or had been built from these very sources before. */
export type Built = 'built' | 'kept';

/** Builds the console into apps/web/dist, unless it stands there as its sources are. Whoever asks for it meanwhile gets the old one or the new, never half. */
export async function buildConsole(projectRoot: string): Promise<Built> {
  const web = path.join(projectRoot, 'apps', 'web');
  const dist = path.join(web, 'dist');
  const stamp = path.join(dist, '.built-from');
  const sources = sourcesOf(projectRoot, web);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === sources) return 'kept';
  const cache = path.join(projectRoot, '.cache');
  mkdirSync(cache, { recursive: true });
  const fresh = mkdtempSync(path.join(cache, 'console-'));
  try {
    await runVite(projectRoot, web, fresh);
    await compressIn(fresh);
    writeFileSync(path.join(fresh, '.built-from'), sources);
    rmSync(dist, { recursive: true, force: true });
    renameSync(fresh, dist);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
  return 'built';
}

/** A hash of everything the console is made of. */
function sourcesOf(projectRoot: string, web: string): string {
  const hash = createHash('sha256').update(readFileSync(path.join(projectRoot, 'package-lock.json')));
  const folders = ['src', 'public'].flatMap((folder) =>
    readdirSync(path.join(web, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.name.includes('.test.'))
      .map((entry) => path.join(entry.parentPath, entry.name)),
  );
  for (const file of [path.join(web, 'index.html'), path.join(web, 'vite.config.ts'), ...folders.sort()]) {
    hash.update(path.relative(web, file)).update(readFileSync(file));
  }
  return hash.digest('hex');
}

function runVite(projectRoot: string, web: string, outDir: string): Promise<void> {
  const vite = path.join(projectRoot, 'node_modules', 'vite', 'bin', 'vite.js');
  if (!existsSync(vite)) {
    throw new Refusal('The console is not built, and vite is not here to build it: install the development packages.');
  }
  const args = [vite, 'build', '--outDir', outDir, '--emptyOutDir', '--logLevel', 'error'];
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: web, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (said += String(text)));
    child.on('error', reject);
    child.on('exit', (code) =>
      code === 0 ? resolve() : reject(new Refusal(`The console could not be built: ${said.trim()}`)),
    );
  });
}

/** Compresses once what is served often. */
async function compressIn(folder: string): Promise<void> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.(js|css|svg)$/.test(name),
  );
  await Promise.all(
    names.map(async (name) => {
      const bytes = readFileSync(path.join(folder, name));
      const params = { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
      writeFileSync(path.join(folder, `${name}.br`), await promisify(brotliCompress)(bytes, { params }));
    }),
  );
}
