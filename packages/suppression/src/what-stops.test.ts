import { type TestDatabase, testDatabase } from '@hikyaku/database/testing';
import { type MessageClass, messageClasses } from '@hikyaku/message';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { sql } from 'kysely';
import { clear } from './gate.ts';
import { leave } from './leave.ts';
import { lift } from './lift.ts';
import { suppress } from './suppress.ts';
import { type GateScene, gateScene, somebody, type Waiting } from './testing/gate-scene.ts';
import { type Stop, stops, whatStops } from './what-stops.ts';
import type { Wish } from './wish.ts';

let test: TestDatabase;
let scene: GateScene;
let ada: Waiting;
beforeAll(async () => {
  test = await testDatabase();
});
beforeEach(async () => {
  await sql`delete from suppressions`.execute(test.db);
  scene = await gateScene(test.db);
  ada = await somebody(test.db, scene, 'ada');
});
afterAll(() => test.drop());

const how = { reason: 'unsubscribed', source: 'page' } as const;
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000);

function wish(terms: { until: Date } | { most: number; days: number }): Wish {
  const person = { workspaceId: scene.workspaceId, addressKey: ada.addressKey, listId: null };
  return 'until' in terms ? { ...person, scope: 'snooze', ...terms } : { ...person, scope: 'fewer', ...terms };
}

async function ask(waiting = ada) {
  return (await clear(test.db, [{ letter: waiting.letter, claim: scene.claim }]))[0];
}

async function found(messageClass: MessageClass = 'marketing', waiting = ada) {
  const { contactId, addressKey } = waiting;
  const { workspaceId, campaignId, listId } = scene;
  return whatStops(test.db, { workspaceId, class: messageClass, campaignId, addressKey, listId, contactId });
}

/** A letter of another campaign of the workspace to Ada, settled so many days ago. */
async function earlierLetter(state: string, daysAgo = 0, messageClass: MessageClass = 'marketing'): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    with c as (
      insert into campaigns (workspace_id, class, name, status, ended_at)
      values (${scene.workspaceId}, ${messageClass}, 'earlier', ${state === 'queued' ? 'sending' : 'finished'},
        ${state === 'queued' ? null : inDays(-daysAgo).toISOString()}::timestamptz)
      returning id
    ), d as (
      insert into deliveries (campaign_id, address_key, list_id, state, settled_at)
      select id, ${ada.addressKey}, ${scene.listId}::bigint, ${state}::delivery_state,
        ${state === 'queued' ? null : inDays(-daysAgo).toISOString()}::timestamptz from c
    )
    select id from c
  `.execute(test.db);
  return rows[0]?.id ?? '';
}

describe('a snooze', () => {
  it('takes newsletters back, withholds them until its day, and ends by itself', async () => {
    const left = await leave(test.db, [wish({ until: inDays(30) })], how);
    expect(left).toMatchObject({ kind: 'done', takenBack: 1, suppressed: { outcome: 'added' } });
    await sql`update deliveries set state = 'queued' where address_key = ${ada.addressKey}`.execute(test.db);
    expect(await ask()).toEqual({ kind: 'withheld', reason: 'snoozed' });
    expect(await found()).toMatchObject([{ stop: 'snoozed', source: 'page', reason: 'asked' }]);
    await suppress(test.db, [wish({ until: new Date(Date.now() - 1_000) })], how);
    await sql`update deliveries set state = 'queued' where address_key = ${ada.addressKey}`.execute(test.db);
    expect(await ask()).toMatchObject({ kind: 'cleared' });
  });

  it('lets through what is no newsletter, and one list that is joined anew by a confirmed opt-in', async () => {
    await suppress(test.db, [wish({ until: inDays(30) })], how);
    for (const other of messageClasses.filter((name) => name !== 'marketing')) expect(await found(other)).toEqual([]);
    await sql`update subscriptions set confirmed_at = clock_timestamp()`.execute(test.db);
    expect(await found()).toEqual([]);
  });

  it('is replaced by a later one, and over when it is lifted', async () => {
    await suppress(test.db, [wish({ until: inDays(3) })], how);
    const until = inDays(90);
    const { outcome, suppressionIds, begun } = await suppress(test.db, [wish({ until })], how);
    expect({ outcome, begun }).toEqual({ outcome: 'renewed', begun: [] });
    expect(await found()).toMatchObject([{ until }]);
    const [suppressionId = ''] = suppressionIds;
    await lift(test.db, { workspaceId: scene.workspaceId, suppressionId, by: 'Sato', reason: 'back early' });
    expect(await found()).toEqual([]);
  });
});

describe('a wish for fewer letters', () => {
  beforeEach(() => suppress(test.db, [wish({ most: 2, days: 7 })], how));

  it('lets so many newsletters through in so many days, and withholds the next', async () => {
    await earlierLetter('accepted', 6);
    expect(await found()).toEqual([]);
    await earlierLetter('uncertain', 1);
    expect(await found()).toMatchObject([{ stop: 'fewer-letters', most: 2, days: 7 }]);
    expect(await ask()).toEqual({ kind: 'withheld', reason: 'fewer-letters' });
  });

  it('counts no letter that did not come, is older, or is no newsletter', async () => {
    for (const state of ['withheld', 'bounced', 'failed']) await earlierLetter(state, 1);
    for (const state of ['accepted', 'accepted']) await earlierLetter(state, 8);
    for (const state of ['accepted', 'accepted']) await earlierLetter(state, 1, 'consent_request');
    expect(await found()).toEqual([]);
    await earlierLetter('accepted', 1);
    expect(await found('transactional')).toEqual([]);
  });

  it('gives way to a letter that waits in an older campaign, and not to one in a younger: both never go at once', async () => {
    await suppress(test.db, [wish({ most: 1, days: 7 })], how);
    const younger = await earlierLetter('queued');
    expect(BigInt(younger) > BigInt(scene.campaignId)).toBe(true);
    expect(await found()).toEqual([]);
    const asked = {
      ...ada.letter,
      ref: { ...ada.letter.ref, campaignId: younger },
    };
    const verdicts = await clear(
      test.db,
      [asked, ada.letter].map((letter) => ({ letter, claim: scene.claim })),
    );
    expect(verdicts).toMatchObject([{ kind: 'withheld', reason: 'fewer-letters' }, { kind: 'cleared' }]);
  });

  it('does not count the attempts of the same letter', async () => {
    await suppress(test.db, [wish({ most: 1, days: 7 })], how);
    await ask();
    await sql`update deliveries set state = 'deferred' where campaign_id = ${scene.campaignId}`.execute(test.db);
    expect(await ask({ ...ada, letter: { ...ada.letter, attempt: 1 } })).toMatchObject({ kind: 'cleared' });
  });
});

describe("the workspace's limit", () => {
  it('withholds newsletters beyond it from everybody, whatever they wish', async () => {
    await sql`update workspaces set most_letters = 1, most_letters_days = 7 where id = ${scene.workspaceId}`.execute(
      test.db,
    );
    expect(await found()).toEqual([]);
    await earlierLetter('accepted', 2);
    expect(await found()).toMatchObject([{ stop: 'workspace-cap', most: 1, days: 7, suppressionId: null }]);
    expect(await ask()).toEqual({ kind: 'withheld', reason: 'workspace-cap' });
  });
});

describe('whatStops', () => {
  /** Somebody's circumstances, and what the rules make of them. */
  type World = {
    nos: Partial<Record<'list' | 'marketing' | 'all' | 'invalid', { complaint: boolean; lifted: boolean }>>;
    snoozeDays: number | null;
    fewer: number | null;
    letters: number;
    confirmed: boolean;
    contact: 'same' | 'moved' | 'gone';
  };

  const no = fc.record({ complaint: fc.boolean(), lifted: fc.boolean() });
  const world: fc.Arbitrary<World> = fc.record({
    nos: fc.record({ list: no, marketing: no, all: no, invalid: no }, { requiredKeys: [] }),
    snoozeDays: fc.constantFrom(null, null, -1, 5),
    fewer: fc.constantFrom(null, null, 1, 3),
    letters: fc.constantFrom(0, 0, 1, 2),
    confirmed: fc.boolean(),
    contact: fc.constantFrom('same', 'same', 'same', 'moved', 'gone'),
  });

  function expected(world: World, messageClass: MessageClass, cap: number | null): Stop[] {
    const newsletter = messageClass === 'marketing';
    const hears = {
      invalid: true,
      all: messageClass !== 'list_admin',
      marketing: newsletter || messageClass === 'consent_request',
      list: newsletter || messageClass === 'consent_request',
    };
    // Whoever confirmed did so after everything else; a contact that is gone took its subscription along.
    const optedIn = world.confirmed && world.contact !== 'gone';
    const against = (scope: keyof World['nos']): boolean => {
      const said = world.nos[scope];
      if (said === undefined || said.lifted || !hears[scope]) return false;
      return !(optedIn && !said.complaint && (scope === 'list' || scope === 'marketing'));
    };
    const holds: Record<Stop, boolean> = {
      'contact-deleted': world.contact === 'gone',
      'address-changed': world.contact === 'moved',
      'suppressed-invalid': against('invalid'),
      'suppressed-all': against('all'),
      'suppressed-marketing': against('marketing'),
      'suppressed-list': against('list'),
      snoozed: newsletter && world.snoozeDays === 5 && !optedIn,
      'fewer-letters': newsletter && world.fewer !== null && world.letters >= world.fewer,
      'workspace-cap': newsletter && cap !== null && world.letters >= cap,
    };
    return stops.filter((stop) => holds[stop]);
  }

  async function build(name: string, world: World): Promise<Waiting> {
    const { db } = test;
    const person = await somebody(db, scene, name);
    const { addressKey } = person;
    for (const scope of ['list', 'marketing', 'all', 'invalid'] as const) {
      const said = world.nos[scope];
      if (said === undefined) continue;
      const workspaceId = scope === 'invalid' ? null : scene.workspaceId;
      const scoped = { workspaceId, addressKey, scope, listId: scope === 'list' ? scene.listId : null };
      const reason = said.complaint ? 'complaint' : 'unsubscribed';
      const { suppressionIds } = await suppress(db, [scoped], { reason, source: 'test' });
      const [suppressionId = ''] = suppressionIds;
      if (said.lifted) await lift(db, { workspaceId, suppressionId, by: 'test', reason: 'test' });
    }
    const wisher = { workspaceId: scene.workspaceId, addressKey, listId: null };
    if (world.snoozeDays !== null) {
      await suppress(db, [{ ...wisher, scope: 'snooze', until: inDays(world.snoozeDays) }], how);
    }
    if (world.fewer !== null) await suppress(db, [{ ...wisher, scope: 'fewer', most: world.fewer, days: 7 }], how);
    await sql`
      insert into deliveries (campaign_id, address_key, state, settled_at)
      select id, ${addressKey}, 'accepted', now() - interval '1 day' from campaigns
      where workspace_id = ${scene.workspaceId} and name = 'past' order by id limit ${world.letters}
    `.execute(db);
    if (world.confirmed) {
      await sql`update subscriptions set confirmed_at = clock_timestamp() where contact_id = ${person.contactId}`.execute(
        db,
      );
    }
    if (world.contact === 'moved') {
      await sql`
        update contacts set address_key = decode(md5('moved' || id::text), 'hex') where id = ${person.contactId}
      `.execute(db);
    }
    if (world.contact === 'gone') await sql`delete from contacts where id = ${person.contactId}`.execute(db);
    return person;
  }

  it('says what the rules say and what the gate does, for any person in any circumstances (SUP-3)', async () => {
    const classes = fc.constantFrom<MessageClass>('marketing', 'marketing', ...messageClasses);
    const sample = fc.record({
      class: classes,
      cap: fc.constantFrom(null, null, 1, 2),
      worlds: fc.array(world, { minLength: 25, maxLength: 25 }),
    });
    await fc.assert(
      fc.asyncProperty(sample, async ({ class: messageClass, cap, worlds }) => {
        scene = await gateScene(test.db, messageClass);
        await sql`
          update workspaces set most_letters = ${cap}, most_letters_days = ${cap === null ? null : 7} where id = ${scene.workspaceId}
        `.execute(test.db);
        await sql`
          insert into campaigns (workspace_id, class, name, status, ended_at)
          select ${scene.workspaceId}, 'marketing', 'past', 'finished', now() - interval '1 day' from generate_series(1, 2)
        `.execute(test.db);
        const people: Waiting[] = [];
        for (const [at, one] of worlds.entries()) people.push(await build(`${scene.campaignId}-${at}`, one));
        const told = await Promise.all(people.map((person) => found(messageClass, person)));
        const verdicts = await clear(
          test.db,
          people.map(({ letter }) => ({ letter, claim: scene.claim })),
        );
        for (const [at, one] of worlds.entries()) {
          const rules = expected(one, messageClass, cap);
          expect(told[at]?.map((row) => row.stop)).toEqual(rules);
          const [first] = rules;
          expect(verdicts[at]).toMatchObject(
            first === undefined ? { kind: 'cleared' } : { kind: 'withheld', reason: first },
          );
        }
      }),
      { numRuns: 12 },
    );
  });
});
