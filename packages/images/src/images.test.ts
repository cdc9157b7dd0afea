import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type TestDatabase, testDatabase } from '@hikyaku/database/testing';
import { sql } from 'kysely';
import { fitPicture } from './fit-picture.ts';
import { forgetImages } from './forget-images.ts';
import { keepImage, listImages } from './keep-image.ts';
import { removeImage } from './remove-image.ts';
import { shownImage } from './shown.ts';
import { picture } from './testing.ts';

let database: TestDatabase;
let mine: string;
let theirs: string;
beforeAll(async () => {
  database = await testDatabase();
  [mine = '', theirs = ''] = await Promise.all(['mine', 'theirs'].map(workspace));
});
afterAll(() => database.drop());

async function workspace(name: string): Promise<string> {
  const values = { name, legal_name: name, postal_address: 'Tokyo', contact: 'me@a.jp' };
  const { id } = await database.db.insertInto('workspaces').values(values).returning('id').executeTakeFirstOrThrow();
  return id;
}

async function kept(workspaceId: string, colour: string, name = 'x.png') {
  const fit = await fitPicture(await picture('png', { colour }));
  if (!fit.ok) throw new Error(fit.fault);
  return keepImage(database.db, workspaceId, name, fit.picture);
}

async function draftThatShows(file: string): Promise<string> {
  const draft = JSON.stringify({ subject: 'x', mjml: `<mj-image src="https://m.example/a/${file}" />` });
  const from = { from_name: '', from_email: 'a@a.jp' };
  const values = { workspace_id: mine, name: '秋の号', class: 'marketing', ...from, draft };
  const { id } = await database.db.insertInto('campaigns').values(values).returning('id').executeTakeFirstOrThrow();
  return id;
}

const names = async (workspaceId: string) =>
  (await listImages(database.db, workspaceId, { limit: 50 })).map(({ name }) => name);
const longAgo = (id: string) => sql`update images set removed_at = now() - interval '31 days' where id = ${id}`;

describe('keepImage', () => {
  it('calls a picture by its bytes: the same one twice is one, another one has another name', async () => {
    const first = await kept(mine, '#111', 'first.png');
    const again = await kept(mine, '#111', 'again.png');
    const other = await kept(mine, '#222');
    expect(again).toMatchObject({ id: first.id, file: first.file, name: 'again.png' });
    expect(other.file).not.toBe(first.file);
    expect(first.file).toMatch(/^[\w-]{24}\.png$/);
  });

  it('shows each workspace its own alone, while anybody who has the name sees the picture', async () => {
    const { file } = await kept(theirs, '#333', 'theirs.png');
    expect(await names(mine)).not.toContain('theirs.png');
    expect((await shownImage(database.db, file))?.type).toBe('image/png');
    expect(await shownImage(database.db, '../../etc/passwd')).toBeUndefined();
  });
});

describe('removeImage', () => {
  it('keeps what a campaign speaks of, and says which', async () => {
    const image = await kept(mine, '#444');
    await draftThatShows(image.file);
    expect(await removeImage(database.db, mine, image.id)).toEqual({ kind: 'in-use', campaigns: ['秋の号'] });
    expect(await names(mine)).toContain('x.png');
  });

  it('keeps what a letter that was sent speaks of, though its draft says something else now', async () => {
    const image = await kept(mine, '#555');
    const campaign = await draftThatShows('nothing.png');
    const compiled = JSON.stringify({ subject: 'x', html: `<img src="/a/${image.file}">`, text: '' });
    await database.db.insertInto('campaign_contents').values({ campaign_id: campaign, compiled }).execute();
    expect(await removeImage(database.db, mine, image.id)).toMatchObject({ kind: 'in-use' });
  });

  it('takes another one out of the library, and still shows it', async () => {
    const image = await kept(mine, '#666', 'gone.png');
    expect(await removeImage(database.db, theirs, image.id)).toEqual({ kind: 'not-found' });
    expect(await removeImage(database.db, mine, image.id)).toEqual({ kind: 'removed' });
    expect(await names(mine)).not.toContain('gone.png');
    expect(await shownImage(database.db, image.file)).toBeDefined();
    await kept(mine, '#666', 'back.png');
    expect(await names(mine)).toContain('back.png');
  });
});

describe('forgetImages', () => {
  it('lets go of what was removed long ago, but for what was written into a letter meanwhile', async () => {
    const [lately, old, used] = await Promise.all(['#777', '#888', '#999'].map((colour) => kept(mine, colour, colour)));
    for (const image of [lately, old, used]) await removeImage(database.db, mine, image?.id ?? '');
    await draftThatShows(used?.file ?? '');
    await longAgo(old?.id ?? '').execute(database.db);
    await longAgo(used?.id ?? '').execute(database.db);
    expect(await forgetImages(database.db, { olderThanDays: 30 })).toBe(1);
    expect(await shownImage(database.db, old?.file ?? '')).toBeUndefined();
    expect(await shownImage(database.db, lately?.file ?? '')).toBeDefined();
    expect(await names(mine)).toContain('#999');
  });
});
