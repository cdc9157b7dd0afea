import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createList } from '@hikyaku/audience';
import { createWorkspace } from '@hikyaku/campaigns';
import { publicId } from '@hikyaku/database';
import { type TestDatabase, testDatabase } from '@hikyaku/database/testing';

/** How a command ended, and what it printed. */
export type Ended = { code: number; out: string; error: string };

/** An installation of one test file's own: a database, a state folder with secrets, a workspace, a list. */
export type TestInstallation = {
  database: TestDatabase;
  stateDir: string;
  workspaceId: string;
  listId: string;
  /** The list as the command line names it. */
  list: string;
  /** Runs the real command line in a process of its own; `with` adds variables. */
  hikyaku(...args: string[]): Promise<Ended>;
  with(env: Record<string, string>): (...args: string[]) => Promise<Ended>;
  /** Writes a file into the folder from which the commands are run. */
  write(name: string, content: string | Uint8Array): string;
  close(): Promise<void>;
};

/** The secrets of these tests. */
export const secrets = { HIKYAKU_KEYS: `1:${base64(1)}`, HIKYAKU_PEPPER: base64(7) };

/** Everything an operator must not be shown. */
export const hidden = [base64(1), base64(7)];

/** What a refusal looks like: one sentence, alone. */
export const oneSentence: RegExp = /^[A-Z"…/][^\n]*[.)]\n$/;

/** 32 bytes of one value, as secrets are written. */
export function base64(byte: number): string {
  return Buffer.alloc(32, byte).toString('base64');
}

/** Makes the installation. */
export async function testInstallation(): Promise<TestInstallation> {
  const database = await testDatabase();
  const stateDir = mkdtempSync(path.join(os.tmpdir(), 'hikyaku-cli-'));
  const write = (name: string, content: string | Uint8Array): string => {
    writeFileSync(path.join(stateDir, name), content);
    return name;
  };
  write('secrets.json', JSON.stringify(secrets));
  const { workspaceId, listId } = await firstWorkspace(database);
  const within =
    (env: Record<string, string>) =>
    (...args: string[]) =>
      run({ STATE_DIR: stateDir, ...env }, stateDir, args);
  return {
    database,
    stateDir,
    workspaceId,
    listId,
    list: publicId('list', listId),
    hikyaku: within({ DATABASE_URL: database.url }),
    with: within,
    write,
    close: async () => {
      await database.drop();
      rmSync(stateDir, { recursive: true });
    },
  };
}

async function firstWorkspace({ db }: TestDatabase): Promise<{ workspaceId: string; listId: string }> {
  const wanted = { name: 'Demo', legalName: '株式会社デモ', postalAddress: '東京都', contact: 'me@demo.example' };
  const made = await createWorkspace(db, wanted);
  if (made.kind !== 'created') throw new Error('no workspace');
  const list = await createList(db, { workspaceId: made.workspace.id, name: '月刊たより' });
  if (!list.ok) throw new Error('no list');
  return { workspaceId: made.workspace.id, listId: list.list.id };
}

function run(env: Record<string, string>, cwd: string, args: readonly string[]): Promise<Ended> {
  const main = fileURLToPath(new URL('main.ts', import.meta.url));
  // Many processes of the same program: the first compiles for all.
  const surroundings = { PATH: process.env['PATH'] ?? '', NODE_COMPILE_CACHE: path.join(cwd, 'compiled'), ...env };
  return new Promise((resolve) => {
    execFile(process.execPath, [main, ...args], { env: surroundings, cwd, timeout: 60_000 }, (failure, out, error) => {
      resolve({ code: failure === null ? 0 : Number(failure.code ?? -1), out, error });
    });
  });
}
