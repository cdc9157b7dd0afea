import { type TestDatabase, testDatabase } from '@hikyaku/database/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { clear } from './gate.ts';
import { leave } from './leave.ts';
import { letterHolder } from './letter-holder.ts';
import { type GateScene, gateScene, somebody } from './testing/gate-scene.ts';

let test: TestDatabase;
let scene: GateScene;
beforeAll(async () => {
  test = await testDatabase();
});
beforeEach(async () => {
  scene = await gateScene(test.db);
});
afterAll(() => test.drop());

const how = { reason: 'unsubscribed', source: 'one-click' } as const;

function scopedTo(addressKey: Buffer, scope: 'list' | 'marketing' = 'marketing') {
  const listId = scope === 'list' ? scene.listId : null;
  return { workspaceId: scene.workspaceId, addressKey, scope, listId };
}

describe('leave', () => {
  it('takes back what waits, says done, and lets no later letter through', async () => {
    const ada = await somebody(test.db, scene, 'ada');
    const left = await leave(test.db, [scopedTo(ada.addressKey, 'list')], how);
    expect(left).toMatchObject({ kind: 'done', takenBack: 1, suppressed: { outcome: 'added' } });
    expect(await clear(test.db, [{ letter: ada.letter, claim: scene.claim }])).toEqual([{ kind: 'held' }]);
    await sql`update deliveries set state = 'queued' where address_key = ${ada.addressKey}`.execute(test.db);
    expect(await clear(test.db, [{ letter: ada.letter, claim: scene.claim }])).toEqual([
      { kind: 'withheld', reason: 'suppressed-list' },
    ]);
  });

  it('says honestly that a letter is on the wire, and that the "no" holds all the same', async () => {
    const ada = await somebody(test.db, scene, 'ada');
    await clear(test.db, [{ letter: ada.letter, claim: scene.claim }]);
    let nowMs = 0;
    const waiting = {
      nowMs: () => nowMs,
      pause: async (ms: number) => {
        nowMs += ms;
      },
    };
    const left = await leave(test.db, [scopedTo(ada.addressKey)], how, waiting);
    expect(left).toMatchObject({ kind: 'on-the-wire', suppressed: { outcome: 'added' } });
    expect(left.waitedMs).toBeGreaterThanOrEqual(5_000);
  });

  it('waits again when it is asked again: a repeat promises as much as the first', async () => {
    const ada = await somebody(test.db, scene, 'ada');
    await clear(test.db, [{ letter: ada.letter, claim: scene.claim }]);
    for (const outcome of ['added', 'stood']) {
      const left = await leave(test.db, [scopedTo(ada.addressKey)], how, { mostMs: 0 });
      expect(left).toMatchObject({ kind: 'on-the-wire', suppressed: { outcome } });
    }
  });

  it('takes many people in pages by address key, whatever their order', async () => {
    const { rows } = await sql<{ key: Buffer }>`
      with people as (
        insert into deliveries (campaign_id, address_key)
        select ${scene.campaignId}, decode(md5('many' || n), 'hex') from generate_series(1, 2300) n
        returning address_key
      )
      select address_key as key from people order by random()
    `.execute(test.db);
    const left = await leave(
      test.db,
      rows.map((row) => scopedTo(row.key)),
      { reason: 'imported', source: 'import' },
    );
    expect(left).toMatchObject({ kind: 'done', takenBack: 2_300 });
    expect(left.suppressed.suppressionIds).toHaveLength(2_300);
  });

  it('does nothing for nobody', async () => {
    expect(await leave(test.db, [], how)).toMatchObject({ kind: 'done', takenBack: 0 });
  });
});

describe('letterHolder', () => {
  it('tells sender, list and masked address of a letter, and what is stopped already (WEB-4)', async () => {
    const ada = await somebody(test.db, scene, 'ada');
    const subject = { workspaceId: scene.workspaceId, listId: scene.listId, ref: ada.letter.ref };
    const before = await letterHolder(test.db, subject);
    expect(before).toMatchObject({
      senderName: 'Example KK',
      locale: 'ja',
      listName: 'Weekly',
      stopped: { list: false, marketing: false },
    });
    expect(before?.maskedEmail).not.toContain('ada@');

    await leave(test.db, [scopedTo(ada.addressKey, 'list')], how);
    expect((await letterHolder(test.db, subject))?.stopped).toEqual({ list: true, marketing: false });
    await leave(test.db, [scopedTo(ada.addressKey)], how);
    expect((await letterHolder(test.db, subject))?.stopped).toEqual({ list: true, marketing: true });
  });

  it('knows a letter whose contact was deleted, and no letter of a workspace that is gone', async () => {
    const ada = await somebody(test.db, scene, 'ada');
    const subject = { workspaceId: scene.workspaceId, listId: scene.listId, ref: ada.letter.ref };
    await sql`delete from contacts where id = ${ada.contactId}`.execute(test.db);
    expect(await letterHolder(test.db, subject)).toMatchObject({ listName: 'Weekly', maskedEmail: null });
    expect(await letterHolder(test.db, { ...subject, workspaceId: '1' })).toBeUndefined();
  });
});
