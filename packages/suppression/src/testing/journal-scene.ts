import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openLink } from '@hikyaku/database';
import { type Door, openDoor } from '../journal/door.ts';
import { type Journal, openJournal } from '../journal/journal.ts';
import type { OptOut } from '../journal/journal-line.ts';
import type { GateScene } from './gate-scene.ts';

/** A folder for a journal, removed by the test. */
export type Folder = { path: string; remove(): void };

/** Makes one. */
export function journalFolder(): Folder {
  const folder = mkdtempSync(path.join(tmpdir(), 'hikyaku-journal-'));
  return { path: path.join(folder, 'opt-outs'), remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Somebody who leaves; a key of their own unless one is given. */
export function optOutOf(
  scene: Pick<GateScene, 'workspaceId' | 'listId'>,
  addressKey: Buffer = randomBytes(16),
): OptOut {
  const { workspaceId, listId } = scene;
  return {
    saidAt: new Date('2026-03-01T09:00:00Z'),
    person: { workspaceId, addressKey, scope: 'list', listId },
    source: 'one-click',
    details: { method: 'one-click' },
  };
}

/** A door over a journal in a folder, as an unsubscribe app opens it; `end` ends it as a death would: nothing is signed off. */
export type OpenedDoor = { door: Door; journal: Journal; troubles: unknown[]; close(): Promise<void> };

/** Opens one; its vows last for a second, to keep tests short. */
export async function doorOver(folder: string, url: string): Promise<OpenedDoor> {
  const journal = await openJournal(folder);
  const troubles: unknown[] = [];
  const vows = openLink({ url, applicationName: 'vows', maxConnections: 1, connectWithinMs: 500, answerWithinMs: 500 });
  const work = openLink({ url, applicationName: 'work', statementTimeoutMs: 4_000 });
  const door = openDoor({
    journal,
    place: { host: 'test', folder },
    vows,
    work,
    onTrouble: (error) => void troubles.push(error),
    onSuperseded: (error) => void troubles.push(error),
    times: { everyMs: 50, aheadMs: 1_000 },
  });
  return {
    door,
    journal,
    troubles,
    close: async () => {
      await door.close();
      vows.cut();
      work.cut();
      await Promise.all([vows.db.destroy(), work.db.destroy()]);
    },
  };
}
