import { readFileSync } from 'node:fs';
import { type TestDatabase, testDatabase } from '@hikyaku/database/testing';
import { type Call, stranger } from '@hikyaku/inspection';
import { findSuppressions, leave, tokenReader } from '@hikyaku/suppression';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { campaignComposer } from '../composer.ts';
import { createDraft } from '../draft.ts';
import { findCampaign } from '../find-campaign.ts';
import { prepare } from '../prepare.ts';
import { resume } from '../resume.ts';
import { schedule } from '../schedule.ts';
import { makeSenderKey } from '../sender-domain.ts';
import {
  depsFor,
  join,
  keyring,
  newDraft,
  newList,
  newWorkspace,
  pepper,
  sendingCampaign,
  wake,
} from '../testing/world.ts';
import { canaryRound } from './canary-round.ts';
import { holdUnlessSound } from './hold.ts';
import { lastSelfTest } from './last-self-test.ts';
import { selfTest, type SelfTestDeps } from './self-test.ts';

const templates = new URL('../../../../templates/', import.meta.url);
const fields = z.record(z.string(), z.unknown());
const fileOf = z.object({ contact: fields, data: fields });
const newsletters = ['newsletter', 'announcement', 'digest', 'event-invitation', 'sale'].flatMap((name) => [
  [name, 'ja'] as const,
  [name, 'en'] as const,
]);

let test: TestDatabase;
let workspaceId: string;
let listId: string;
const publicUrl = 'https://mail.shop.example';

beforeAll(async () => {
  test = await testDatabase();
  workspaceId = await newWorkspace(test.db);
  listId = await newList(test.db, workspaceId);
  await join(test.db, workspaceId, 'hanako@example.com', [listId], { fields: { name: '花子' } });
  await makeSenderKey(test.db, keyring, { workspaceId, domain: 'shop.example' });
});
afterAll(() => test.drop());

/** The world outside, between PUBLIC_URL and the verb behind its doors. */
const readToken = tokenReader(keyring);
async function leaveBy(url: string): Promise<void> {
  const token = readToken(url.slice(url.lastIndexOf('/') + 1));
  if (token?.listId == null) throw new Error('no token of a list');
  const { workspaceId: whose, listId: list, ref } = token;
  const person = { workspaceId: whose, addressKey: ref.addressKey, scope: 'list', listId: list } as const;
  await leave(test.db, [person], { reason: 'unsubscribed', source: 'one-click' });
}
const sound: Call = async (url, { method }) => {
  if (method === 'POST') await leaveBy(url);
  return { status: method === 'OPTIONS' ? 405 : 200 };
};

function deps(call: Call, at = publicUrl): SelfTestDeps {
  const composer = campaignComposer({ db: test.db, keyring, publicUrl: at, bounceDomain: 'shop.example' });
  return { db: test.db, pepper, composer, publicUrl: at, stranger: stranger(call) };
}
const checks = async (call: Call, at?: string) => {
  const id = await scheduled();
  const tested = await selfTest(deps(call, at), id);
  return tested.kind === 'tested' ? tested.findings.map(({ check }) => check) : tested.kind;
};
async function scheduled(): Promise<string> {
  const { id } = await newDraft(test.db, workspaceId, [listId]);
  const made = await schedule(depsFor(test.db), workspaceId, id, 'now');
  if (made.kind !== 'scheduled') throw new Error(JSON.stringify(made));
  return id;
}

describe('selfTest', () => {
  it('passes a campaign whose real letter is signed, and whose link leaves for every provider (R8058-14)', async () => {
    const id = await scheduled();
    expect(await selfTest(deps(sound), id)).toEqual({ kind: 'tested', findings: [] });
    expect(await lastSelfTest(test.db, id)).toMatchObject({ passed: true, findings: [] });
    const events = await test.db
      .selectFrom('events')
      .select(['kind', 'details'])
      .where('campaign_id', '=', id)
      .execute();
    expect(events).toContainEqual({ kind: 'self-tested', details: { passed: true, wrong: '' } });
  });

  it('speaks of the canary alone: nobody is suppressed afterwards, and its events say whose they are', async () => {
    await selfTest(deps(sound), await scheduled());
    expect(await findSuppressions(test.db, workspaceId, { limit: 10 })).toEqual([]);
    expect(await test.db.selectFrom('suppressions').select('id').execute()).toEqual([]);
    const left = await test.db.selectFrom('events').select('details').where('kind', '=', 'suppressed').execute();
    expect(left.length).toBeGreaterThan(0);
    for (const { details } of left) expect(details).toMatchObject({ canary: true });
  });

  it('sees a server that leaves on GET (R8058-6)', async () => {
    const eager: Call = async (url) => {
      await leaveBy(url);
      return { status: 200 };
    };
    expect(await checks(eager)).toEqual(['looking-changes-nothing']);
  });

  it('sees a redirect, a refusal and silence, each for every provider (R8058-4)', async () => {
    const three = ['one-click-answers', 'one-click-answers', 'one-click-answers'];
    expect(await checks(async (_, { method }) => ({ status: method === 'POST' ? 302 : 200 }))).toEqual(three);
    expect(await checks(async () => Promise.reject(new Error('connect ECONNREFUSED')))).toEqual(three);
    expect(await checks(async () => ({ status: 404 }))).toEqual(['link-shows-a-page', ...three]);
  });

  it('sees an answer that promises what did not happen', async () => {
    const three = ['one-click-suppresses', 'one-click-suppresses', 'one-click-suppresses'];
    expect(await checks(async () => ({ status: 200 }))).toEqual(three);
  });

  it('sees that a letter is not signed, but in a rehearsal on this machine asks for neither key nor https', async () => {
    const other = await newWorkspace(test.db);
    const list = await newList(test.db, other);
    const { id } = await newDraft(test.db, other, [list]);
    await schedule(depsFor(test.db), other, id, 'now');
    const found = await selfTest(deps(sound), id);
    expect(found).toMatchObject({
      findings: expect.arrayContaining([expect.objectContaining({ check: 'signed-way-out' })]),
    });
    expect(await selfTest(deps(sound, 'http://localhost:3001'), id)).toEqual({ kind: 'tested', findings: [] });
  });

  it.each(newsletters)('passes the template %s in %s', async (name, locale) => {
    const sample = fileOf.parse(JSON.parse(readFileSync(new URL(`${name}/${locale}/sample.json`, templates), 'utf8')));
    const list = await newList(test.db, workspaceId, `${name} ${locale}`);
    await join(test.db, workspaceId, `${name}-${locale}@example.com`, [list], { fields: sample.contact });
    const draft = await createDraft(test.db, workspaceId, {
      name,
      lists: [list],
      from: { name: '飛脚商店', email: 'news@shop.example' },
      subject: 'News',
      locale,
      template: { kind: 'built-in', name },
      data: sample.data,
    });
    if (draft.kind !== 'created') throw new Error(JSON.stringify(draft));
    const { id } = draft.campaign;
    expect(await schedule(depsFor(test.db), workspaceId, id, 'now')).toMatchObject({ kind: 'scheduled' });
    expect(await selfTest(deps(sound), id)).toEqual({ kind: 'tested', findings: [] });
  });

  it('lets two tests of one workspace take turns', async () => {
    const ids = [await scheduled(), await scheduled(), await scheduled()];
    const tested = await Promise.all(ids.map((id) => selfTest(deps(sound), id)));
    for (const one of tested) expect(one).toEqual({ kind: 'tested', findings: [] });
  });
});

describe('a campaign whose self-test fails', () => {
  const preparing = (call: Call) => ({
    db: test.db,
    wake,
    isSound: async (id: string) => {
      const tested = await holdUnlessSound(deps(call), id);
      return tested.kind === 'tested' && tested.findings.length === 0;
    },
  });

  it('does not begin, says why, and begins once it is resumed and sound', async () => {
    const id = await scheduled();
    expect(
      await prepare(
        preparing(async () => ({ status: 404 })),
        id,
      ),
    ).toEqual({ kind: 'stopped', status: 'paused' });
    expect(await findCampaign(test.db, workspaceId, id)).toMatchObject({
      status: 'paused',
      statusReason: { code: 'self-test-failed' },
      targeted: 0,
    });
    expect(await test.db.selectFrom('deliveries').select('state').where('campaign_id', '=', id).execute()).toEqual([]);
    expect(await resume(depsFor(test.db), workspaceId, id)).toEqual({ kind: 'resumed', status: 'preparing' });
    expect(await prepare(preparing(sound), id)).toEqual({ kind: 'sending', targeted: 1 });
  });

  it('is paused while it is being sent, when the canary finds that its way out has stopped working', async () => {
    const id = await sendingCampaign(test.db, workspaceId, [listId]);
    await test.db
      .updateTable('campaigns')
      .set({ status: 'paused' })
      .where('id', '<>', id)
      .where('kind', '=', 'campaign')
      .execute();
    expect(await canaryRound(deps(sound))).toEqual([]);
    // Just tried: left alone, whatever would be found.
    expect(await canaryRound(deps(async () => ({ status: 500 })))).toEqual([]);
    await test.db.deleteFrom('self_tests').execute();
    expect(await canaryRound(deps(async () => ({ status: 500 })))).toEqual([id]);
    expect(await findCampaign(test.db, workspaceId, id)).toMatchObject({
      status: 'paused',
      statusReason: { code: 'self-test-failed' },
    });
  });
});
