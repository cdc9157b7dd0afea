import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openArchive } from './archive.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'mailbox-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const open = () =>
  openArchive({
    recordPath: path.join(folder, 'record.jsonl'),
    recordLimitBytes: 1e7,
    keepSources: 10,
    sourcesLimitBytes: 1e6,
  });
const entry = (reply: string | null, kept = true) => ({
  connectionId: 'c',
  recipients: ['a@b.example'],
  mailFrom: '',
  messageId: null,
  listUnsubscribe: null,
  stage: 'dot' as const,
  kept,
  sizeBytes: 1,
  tMail: 1.25,
  tFirstByte: 2,
  tDot: 3,
  tReply: reply === null ? null : 4,
  reply,
});

describe('openArchive', () => {
  it('reads its file back, counts included, and goes on counting ids', async () => {
    const first = await open();
    first.add(entry('250 2.0.0 OK'), null);
    first.add(entry('451 4.3.0 Later', false), null);
    first.add(entry(null), null);
    first.close();
    const second = await open();
    expect(second.stats).toMatchObject({ accepted: 1, refused: 1, dropped: 1, lastId: 3 });
    expect(second.entry(1)).toEqual({ id: 1, ...entry('250 2.0.0 OK') });
    expect(second.add(entry('250 2.0.0 OK'), null).id).toBe(4);
    second.close();
    expect(readFileSync(path.join(folder, 'record.jsonl'), 'utf8').trim().split('\n')).toHaveLength(4);
  });

  it('skips a line that a killed process left unfinished, and keeps what follows whole', async () => {
    const first = await open();
    first.add(entry('250 2.0.0 OK'), null);
    first.close();
    appendFileSync(path.join(folder, 'record.jsonl'), '{"id":2,"connec');
    const second = await open();
    expect(second.add(entry('250 2.0.0 OK'), null).id).toBe(2);
    second.close();
    const third = await open();
    expect(third.stats).toMatchObject({ accepted: 2, lastId: 2 });
    third.close();
  });

  it('empties file, record and sources together; ids go on', async () => {
    const archive = await open();
    archive.add(entry('250 2.0.0 OK'), Buffer.from('x'));
    archive.clear();
    expect([archive.source(1), archive.entry(1), archive.stats.accepted]).toEqual([null, null, 0]);
    expect(readFileSync(path.join(folder, 'record.jsonl'), 'utf8')).toBe('');
    expect(archive.add(entry('250 2.0.0 OK'), null).id).toBe(2);
    archive.close();
  });
});
