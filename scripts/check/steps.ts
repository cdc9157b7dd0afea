import { execFile } from 'node:child_process';
import path from 'node:path';
import { clientFile } from '../client/client-file.ts';
import { violationsOf } from './ranks.ts';
import { readDoors, readSources } from './sources.ts';

/** One check: its name and its findings, in words; none when all is well. */
export type Step = { name: string; run(): Promise<string | undefined> };

/** Every check of `npm run check`. */
export function steps(projectRoot: string): Step[] {
  const tool = (name: string, ...args: string[]): (() => Promise<string | undefined>) => {
    const command = path.join(projectRoot, 'node_modules', '.bin', name);
    return () => findingsOf(command, args, projectRoot);
  };
  return [
    { name: 'types', run: tool('tsc', '-p', 'tsconfig.json') },
    { name: 'lint', run: tool('oxlint', '--type-aware', '--deny-warnings') },
    { name: 'format', run: tool('biome', 'format', '--colors=off', '.') },
    { name: 'import ranks', run: async () => rankFindings(projectRoot) },
    { name: 'API client', run: () => clientFindings(projectRoot) },
    { name: 'dead code', run: tool('knip', '--config', '.knip.json', '--no-progress', '--no-config-hints') },
  ];
}

function findingsOf(command: string, args: readonly string[], cwd: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    execFile(
      command,
      args,
      { cwd, maxBuffer: 64 * 1024 * 1024, env: { ...process.env, NO_COLOR: '1' } },
      (error, out, err) => {
        if (!error) return resolve(undefined);
        resolve(
          [out, err]
            .map((text) => text.trim())
            .filter(Boolean)
            .join('\n') || error.message,
        );
      },
    );
  });
}

async function clientFindings(projectRoot: string): Promise<string | undefined> {
  const { wanted, found } = await clientFile(projectRoot);
  return wanted === found
    ? undefined
    : "The console's client is not that of the routes as they are: run `npm run client`.";
}

function rankFindings(projectRoot: string): string | undefined {
  const doors = readDoors(projectRoot);
  const violations = readSources(projectRoot).flatMap((source) => violationsOf(source, doors));
  if (violations.length === 0) return undefined;
  return violations.map(({ file, line, sentence }) => `${file}:${line} ${sentence}`).join('\n');
}
