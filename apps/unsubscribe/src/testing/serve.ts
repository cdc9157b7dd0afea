import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Db, Link } from '@hikyaku/database';
import { shownImage } from '@hikyaku/images/shown';
import { openDoor, openJournal, personTokenReader, tokenReader } from '@hikyaku/suppression';
import type { Dependencies } from '../dependencies.ts';
import { listen } from '../listen.ts';
import { createServer } from '../server.ts';
import { keyring, pepper } from './scene.ts';

/** The app on a free port, and what it logged. `folder` is that of its journal. */
export type Served = { url: string; port: number; folder: string; lines: string[]; close: () => Promise<void> };

/** Over which database, or by which two links to one; `folder` is that of a journal that outlives the app, and `away` an app that has no database to meet. */
type Ground = ({ db: Db } | { work: Link; vows: Link }) & { folder?: string; away?: true };

/** Serves the app as its process does, over a database of the test's own. */
export async function serve(deps: Ground & Partial<Omit<Dependencies, 'door'>>): Promise<Served> {
  const lines: string[] = [];
  const write = (facts: object, event?: string): void => void lines.push(JSON.stringify({ event, ...facts }));
  const home = mkdtempSync(path.join(tmpdir(), 'hikyaku-unsubscribe-'));
  const folder = deps.folder ?? path.join(home, 'opt-outs');
  const links = 'db' in deps ? { work: uncut(deps.db), vows: uncut(deps.db) } : deps;
  const door = openDoor({
    journal: await openJournal(folder),
    place: { host: 'test', folder },
    work: links.work,
    vows: links.vows,
    onTrouble: (error) => write({ reason: String(error) }, 'trouble'),
    onSuperseded: () => write({}, 'superseded'),
    times: { everyMs: 50, aheadMs: 1_000 },
  });
  while (deps.away === undefined && !door.inTouch()) await new Promise((resolve) => setImmediate(resolve));
  const app = createServer({
    door,
    readToken: tokenReader(keyring),
    readPreferencesToken: personTokenReader(keyring, 'preferences'),
    readConfirmToken: personTokenReader(keyring, 'confirm'),
    showImage: (file) => shownImage(links.work.db, file),
    pepper,
    log: { info: write, warn: write, error: write },
    publicUrl: 'https://mail.kumo.example',
    trustProxy: false,
    ...deps,
  });
  const listening = await listen(app, { host: '127.0.0.1', port: 0 });
  const { port } = listening;
  const close = async (): Promise<void> => {
    await listening.drain(1_000);
    await door.close();
    rmSync(home, { recursive: true, force: true });
  };
  return { url: `http://127.0.0.1:${port}`, port, folder, lines, close };
}

/** A database that is never given up. */
function uncut(db: Db): Link {
  return { db, cut: () => {} };
}

/** Writes these bytes to a socket and reads until the server ends it: requests that no HTTP library would make. */
export async function exchange(port: number, request: string | Buffer): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  const received: Buffer[] = [];
  await new Promise<void>((resolve, reject) => {
    socket.on('data', (chunk: Buffer) => void received.push(chunk));
    socket.once('end', resolve);
    socket.once('error', reject);
    socket.write(request);
  });
  socket.destroy();
  return Buffer.concat(received).toString('utf8');
}

/** The status number of a raw answer. */
export function statusOf(answer: string): number {
  return Number(/^HTTP\/1\.1 (\d{3}) /.exec(answer)?.[1]);
}
