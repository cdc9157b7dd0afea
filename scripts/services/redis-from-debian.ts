import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { RedisServer } from './redis-server.ts';

/** Redis out of Debian's or Ubuntu's own archive, unpacked into `cache` without root and without installing it; apt checks the signatures as always. */
export async function redisFromDebian(
  env: NodeJS.ProcessEnv,
  cache: string,
  signal?: AbortSignal,
): Promise<{ ok: true; server: RedisServer } | { ok: false; reason: string }> {
  const place = path.join(cache, 'redis');
  if (!existsSync(place)) {
    const failure = await unpackInto(place, { env, ...(signal && { signal }) });
    if (failure) return { ok: false, reason: failure };
  }
  const command = path.join(place, 'usr', 'bin', 'redis-server');
  if (!existsSync(command))
    return { ok: false, reason: `${place} holds no redis-server (remove that folder to try again)` };
  return {
    ok: true,
    server: { command, env: withLibraries(place, env), origin: "the distribution's package, unpacked in the project" },
  };
}

const run = promisify(execFile);

type ExecOptions = { env: NodeJS.ProcessEnv; signal?: AbortSignal };

/** Returns why it did not work, or undefined. */
async function unpackInto(place: string, options: ExecOptions): Promise<string | undefined> {
  // A short path without spaces: apt hands it to programs of its own.
  const work = mkdtempSync(path.join(tmpdir(), 'hikyaku-redis-'));
  const tree = path.join(work, 'tree');
  try {
    const archives = path.join(work, 'cache', 'archives');
    for (const folder of [path.join(work, 'lists', 'partial'), path.join(archives, 'partial'), tree]) {
      mkdirSync(folder, { recursive: true });
    }
    await apt(work, options, 'update');
    // --reinstall: fetched also where the machine has it installed but not on this PATH. The program is in redis-tools.
    await apt(work, options, 'install', '--download-only', '--reinstall', 'redis-server', 'redis-tools');
    for (const archive of readdirSync(archives).filter((name) => name.endsWith('.deb'))) {
      await run('dpkg', ['-x', path.join(archives, archive), tree], options);
    }
    moveTree(tree, place);
    return undefined;
  } catch (error) {
    return `Debian's package could not be fetched (${firstSentence(error)})`;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function apt(work: string, given: ExecOptions, ...args: string[]): Promise<unknown> {
  const options = [
    `Dir::State::lists=${work}/lists`,
    `Dir::Cache=${work}/cache`,
    'Dir::State::status=/var/lib/dpkg/status',
    'Debug::NoLocking=true',
    'APT::Sandbox::User=',
    'APT::Install-Recommends=false',
    'Acquire::http::Timeout=20',
    'Acquire::Retries=2',
  ];
  return run('apt-get', ['-qq', '-y', ...options.flatMap((option) => ['-o', option]), ...args], {
    ...given,
    env: { ...given.env, LC_ALL: 'C', DEBIAN_FRONTEND: 'noninteractive' },
    timeout: 180_000,
  });
}

/** Whoever is first wins. The temporary folder may be on another file system, so the tree is copied beside its place first. */
function moveTree(tree: string, place: string): void {
  const draft = `${place}.${process.pid}`;
  mkdirSync(path.dirname(place), { recursive: true });
  cpSync(tree, draft, { recursive: true, verbatimSymlinks: true });
  try {
    renameSync(draft, place);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(place)) throw error;
  }
}

/** Libraries that the machine lacks were unpacked too: usr/lib/<triplet>. */
function withLibraries(place: string, env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const roots = [path.join(place, 'usr', 'lib'), path.join(place, 'lib')].filter((folder) => existsSync(folder));
  const folders = roots.flatMap((folder) => [folder, ...readdirSync(folder).map((name) => path.join(folder, name))]);
  return { ...env, LD_LIBRARY_PATH: [...folders, env['LD_LIBRARY_PATH']].filter(Boolean).join(':') };
}

function firstSentence(error: unknown): string {
  const { code, stderr = '' } = typeof error === 'object' && error !== null ? { ...shape, ...error } : shape;
  if (code === 'ENOENT') return 'this machine has no apt-get or dpkg';
  const said = String(stderr)
    .split('\n')
    .find((line) => line.startsWith('E:'));
  return (said ?? String(error).split('\n')[0] ?? '').trim();
}

const shape: { code?: unknown; stderr?: unknown } = {};
