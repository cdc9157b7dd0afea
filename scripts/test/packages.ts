import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

/** The names of all workspaces that have tests to run, read from their package.json. */
export function testedPackages(projectRoot: string): string[] {
  const inside = (folder: string): string[] =>
    readdirSync(path.join(projectRoot, folder)).map((name) => path.join(projectRoot, folder, name));
  const folders = [
    ...inside('packages'),
    ...inside('apps'),
    path.join(projectRoot, 'scripts'),
    path.join(projectRoot, 'bench'),
  ];
  return folders.flatMap((folder) => {
    const file = path.join(folder, 'package.json');
    if (!statSync(file, { throwIfNoEntry: false })) return [];
    const manifest: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return hasTests(manifest) ? [manifest.name] : [];
  });
}

/** Which packages a person means by `message`, `@hikyaku/message` or `packages/message`; a sentence for a name that none has. */
export function chosenPackages(
  asked: readonly string[],
  all: readonly string[],
): { ok: true; names: string[] } | { ok: false; problem: string } {
  const names: string[] = [];
  for (const word of asked) {
    const name = `@hikyaku/${word.replace(/\/+$/, '').split('/').at(-1)}`;
    if (!all.includes(name)) {
      return {
        ok: false,
        problem: `There is no package "${word}": choose among ${all.map((one) => one.slice('@hikyaku/'.length)).join(', ')}.`,
      };
    }
    names.push(name);
  }
  return { ok: true, names };
}

function hasTests(manifest: unknown): manifest is { name: string } {
  return (
    typeof manifest === 'object' &&
    manifest !== null &&
    'name' in manifest &&
    'scripts' in manifest &&
    typeof manifest.scripts === 'object' &&
    manifest.scripts !== null &&
    'test' in manifest.scripts
  );
}
