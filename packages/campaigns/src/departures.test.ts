import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createSegment } from '@hikyaku/audience';
import type { Db } from '@hikyaku/database';
import { type MovingClock, movingClock, type TestDatabase, testDatabase } from '@hikyaku/database/testing';
import { captureTransport, tick } from '@hikyaku/delivery';
import { testSender } from '@hikyaku/delivery/testing';
import { readBooks } from '@hikyaku/ledger';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { viewCampaign } from './campaign-view.ts';
import { cancel } from './cancel.ts';
import { cancelRemaining } from './cancel-remaining.ts';
import { changeWorkspace } from './change-workspace.ts';
import { plannedDepartures } from './departures.ts';
import { findCampaign } from './find-campaign.ts';
import { finishDue } from './finish.ts';
import { freezeAt, type LocalTime, readLocalTime } from './local-time.ts';
import { pause } from './pause.ts';
import { prepare } from './prepare.ts';
import { resume } from './resume.ts';
import { schedule } from './schedule.ts';
import { depsFor, isSound, join, newDraft, newList, newWorkspace, suppress, wake } from './testing/world.ts';

let test: TestDatabase;
let clock: MovingClock;
let db: Db;
let workspaceId: string;
let list: string;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'hikyaku-local-time-'));
});
afterAll(() => rmSync(folder, { recursive: true }));
beforeEach(async () => {
  test = await testDatabase();
  clock = await movingClock(test.url);
  db = clock.db;
  workspaceId = await newWorkspace(db);
  list = await newList(db, workspaceId);
  for (const [email, zone] of Object.entries(people)) {
    await join(db, workspaceId, email, [list], { fields: zone === undefined ? {} : { time_zone: zone } });
  }
});
afterEach(async () => {
  await clock.close();
  await test.drop();
});

const people = {
  'tokyo@example.com': 'Asia/Tokyo',
  'at-home@example.com': undefined,
  'nowhere@example.com': 'Atlantis/Capital',
  'berlin@example.com': 'Europe/Berlin',
  'angeles@example.com': 'America/Los_Angeles',
};

function hour(text: string): LocalTime {
  const local = readLocalTime(text);
  if (local === undefined) throw new Error(text);
  return local;
}

const tenOClock = hour('2030-01-15T10:00');
const at = (text: string) => new Date(text);

async function scheduled(local: LocalTime): Promise<string> {
  const draft = await newDraft(db, workspaceId, [list]);
  expect(await schedule(depsFor(db), workspaceId, draft.id, { local })).toMatchObject({
    kind: 'scheduled',
    at: freezeAt(local),
    localAt: local,
  });
  return draft.id;
}

async function frozen(local: LocalTime): Promise<string> {
  const id = await scheduled(local);
  await clock.moveTo(freezeAt(local));
  expect((await prepare({ db, wake, isSound }, id)).kind).toBe('sending');
  return id;
}

/** Whom a sender that begins at a moment writes to before nothing is due any more, by name. */
async function sentAt(moment: string): Promise<string[]> {
  await clock.moveTo(at(moment));
  const sent: string[] = [];
  const one = await testSender(
    db,
    captureTransport((letter) => sent.push(letter.envelope.to)),
    folder,
  );
  const { rows } = await sql<{ id: number }>`select id from lane_slots order by id`.execute(db);
  for (const { id } of rows) await tick(one.sender, id);
  await one.close();
  expect(one.troubles).toEqual([]);
  return sent.map((email) => email.split('@')[0] ?? '').sort();
}

async function comingTo(id: string): Promise<string[]> {
  const view = await viewCampaign(db, workspaceId, id);
  return (view?.departures ?? []).map((one) => `${one.zone} ${one.at.toISOString()} ${one.people}`);
}

describe('a newsletter at each person’s local time', () => {
  it('leaves for each time zone when its clocks show the hour, never before, and finishes after the last', async () => {
    const id = await frozen(tenOClock);
    expect(await comingTo(id)).toEqual([
      'Asia/Tokyo 2030-01-15T01:00:00.000Z 3',
      'Europe/Berlin 2030-01-15T09:00:00.000Z 1',
      'America/Los_Angeles 2030-01-15T18:00:00.000Z 1',
    ]);
    expect(await sentAt('2030-01-15T00:59:50Z')).toEqual([]);
    expect(await sentAt('2030-01-15T01:00:00Z')).toEqual(['at-home', 'nowhere', 'tokyo']);
    expect(await readBooks(db, id)).toMatchObject({ targeted: 5, accepted: 3, queued: 2 });
    expect(await comingTo(id)).toEqual([
      'Europe/Berlin 2030-01-15T09:00:00.000Z 1',
      'America/Los_Angeles 2030-01-15T18:00:00.000Z 1',
    ]);
    expect(await finishDue(db)).toEqual([]);
    expect(await sentAt('2030-01-15T08:59:50Z')).toEqual([]);
    expect(await sentAt('2030-01-15T09:00:00Z')).toEqual(['berlin']);
    expect(await sentAt('2030-01-15T18:00:00Z')).toEqual(['angeles']);
    expect(await finishDue(db)).toEqual([id]);
    expect(await readBooks(db, id)).toMatchObject({ targeted: 5, accepted: 5 });
  });

  it('leaves late and once when no sender was there at the hour', async () => {
    const id = await frozen(tenOClock);
    expect(await sentAt('2030-01-15T12:00:00Z')).toEqual(['at-home', 'berlin', 'nowhere', 'tokyo']);
    expect(await sentAt('2030-01-16T12:00:00Z')).toEqual(['angeles']);
    expect(await sentAt('2030-01-17T12:00:00Z')).toEqual([]);
    expect(await readBooks(db, id)).toMatchObject({ targeted: 5, accepted: 5 });
  });

  it('is frozen late without a letter that is early, when nobody was there to freeze it', async () => {
    const id = await scheduled(tenOClock);
    await clock.moveTo(at('2030-01-15T05:00:00Z'));
    expect((await prepare({ db, wake, isSound }, id)).kind).toBe('sending');
    expect(await sentAt('2030-01-15T05:00:01Z')).toEqual(['at-home', 'nowhere', 'tokyo']);
    expect(await sentAt('2030-01-15T18:00:00Z')).toEqual(['angeles', 'berlin']);
  });

  it('freezes its audience once, before the hour comes anywhere on earth, and tries its way out before', async () => {
    const id = await scheduled(tenOClock);
    await clock.moveTo(at('2030-01-14T19:44:00Z'));
    expect(await prepare({ db, wake, isSound }, id)).toEqual({ kind: 'not-due', at: at('2030-01-14T19:45:00Z') });
    await clock.moveTo(at('2030-01-14T19:45:00Z'));
    const tried: number[] = [];
    const tryOut = async () => {
      tried.push((await readBooks(db, id)).targeted);
      return true;
    };
    expect(await prepare({ db, wake, isSound: tryOut }, id)).toEqual({ kind: 'sending', targeted: 5 });
    expect(tried).toEqual([0]);
    await join(db, workspaceId, 'late@example.com', [list], { fields: { time_zone: 'America/Los_Angeles' } });
    expect(await prepare({ db, wake, isSound }, id)).toEqual({ kind: 'stopped', status: 'sending' });
    expect(await sentAt('2030-01-16T00:00:00Z')).not.toContain('late');
  });

  it('stands still over the hour while it is paused, and goes on late for those whose hour has passed', async () => {
    const id = await frozen(tenOClock);
    await pause(db, workspaceId, id);
    expect(await sentAt('2030-01-15T02:00:00Z')).toEqual([]);
    expect(await resume(depsFor(db), workspaceId, id)).toEqual({ kind: 'resumed', status: 'sending' });
    expect(await sentAt('2030-01-15T02:00:01Z')).toEqual(['at-home', 'nowhere', 'tokyo']);
    expect(await readBooks(db, id)).toMatchObject({ targeted: 5, accepted: 3, queued: 2 });
  });

  it('withholds whoever it has not yet left for when it is cancelled between two zones', async () => {
    const id = await frozen(tenOClock);
    await sentAt('2030-01-15T01:00:00Z');
    await cancel(db, workspaceId, id);
    await cancelRemaining(db, id);
    expect(await sentAt('2030-01-15T18:00:00Z')).toEqual([]);
    expect(await readBooks(db, id)).toMatchObject({ targeted: 5, accepted: 3, withheld: 2 });
    expect((await findCampaign(db, workspaceId, id))?.status).toBe('cancelled');
  });

  it('keeps quiet hours of each person’s clock, and says so beforehand', async () => {
    await changeWorkspace(db, workspaceId, { quietHours: { from: '21:00', until: '08:00' } });
    const night = hour('2030-01-15T22:30');
    const draft = await newDraft(db, workspaceId, [list]);
    const [first] = await plannedDepartures(db, draft, night);
    expect(first).toEqual({ zone: 'Asia/Tokyo', at: at('2030-01-15T23:00:00Z'), people: 3 });
    await frozen(night);
    expect(await sentAt('2030-01-15T13:30:00Z')).toEqual([]);
    expect(await sentAt('2030-01-15T23:00:00Z')).toEqual(['at-home', 'nowhere', 'tokyo']);
  });

  it('goes at a moment again when it is scheduled so afterwards', async () => {
    const id = await scheduled(tenOClock);
    expect(await schedule(depsFor(db), workspaceId, id, at('2030-01-15T12:00:00Z'))).toMatchObject({ localAt: null });
    await clock.moveTo(at('2030-01-15T12:00:00Z'));
    await prepare({ db, wake, isSound }, id);
    expect(await sentAt('2030-01-15T12:00:01Z')).toHaveLength(5);
  });

  it('is refused for an hour that has come somewhere on earth, with the earliest that has not', async () => {
    const draft = await newDraft(db, workspaceId, [list]);
    const now = () => at('2030-01-14T19:45:00Z');
    expect(await schedule({ ...depsFor(db), now }, workspaceId, draft.id, { local: tenOClock })).toMatchObject({
      kind: 'problems',
      problems: [
        { field: 'localAt', code: 'too-early', values: { at: '2030-01-15T10:00', earliest: '2030-01-15T10:01' } },
      ],
    });
    const soon = hour('2030-01-15T10:01');
    expect(await schedule({ ...depsFor(db), now }, workspaceId, draft.id, { local: soon })).toMatchObject({
      kind: 'scheduled',
    });
  });
});

describe('plannedDepartures', () => {
  it('counts only those whom its segments leave', async () => {
    const rule = { kind: 'all' as const, of: [{ kind: 'filled' as const, field: 'time_zone', is: false }] };
    const made = await createSegment(db, workspaceId, { name: '地域なし', rule });
    if (made.kind !== 'created') throw new Error(JSON.stringify(made.problems));
    const draft = await newDraft(db, workspaceId, [list], { segments: [made.segment.id] });
    expect(await plannedDepartures(db, draft, tenOClock)).toEqual([
      { zone: 'Asia/Tokyo', at: at('2030-01-15T01:00:00Z'), people: 1 },
    ]);
  });

  it('counts whom it would reach now by their clocks, without those who are stopped', async () => {
    const draft = await newDraft(db, workspaceId, [list]);
    await suppress(db, workspaceId, 'berlin@example.com', 'marketing');
    await join(db, workspaceId, 'pending@example.com', [list], { state: 'pending' });
    expect(await plannedDepartures(db, draft, tenOClock)).toEqual([
      { zone: 'Asia/Tokyo', at: at('2030-01-15T01:00:00Z'), people: 3 },
      { zone: 'America/Los_Angeles', at: at('2030-01-15T18:00:00Z'), people: 1 },
    ]);
  });

  it('reads no page when nobody wants the answer any more', async () => {
    const draft = await newDraft(db, workspaceId, [list]);
    const signal = AbortSignal.abort('gone');
    await expect(plannedDepartures(db, draft, tenOClock, { signal })).rejects.toBe('gone');
  });
});
