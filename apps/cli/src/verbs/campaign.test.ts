import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createDraft } from '@hikyaku/campaigns';
import { publicId } from '@hikyaku/database';
import { sql } from 'kysely';
import { oneSentence, type TestInstallation, testInstallation } from '../testing.ts';

let home: TestInstallation;
beforeAll(async () => {
  home = await testInstallation();
});
afterAll(() => home.close());

async function draft(name: string, change: { text?: string } = {}): Promise<{ id: string; shown: string }> {
  const from = { name: 'Demo', email: 'news@demo.example' };
  const wanted = { name, lists: [home.listId], from, subject: 'Hello', text: 'Hi {{unsubscribe_url}}', ...change };
  const made = await createDraft(home.database.db, home.workspaceId, wanted);
  if (made.kind !== 'created') throw new Error('no draft');
  return { id: made.campaign.id, shown: publicId('campaign', made.campaign.id) };
}

const move = (id: string, status: string) =>
  sql`select move_campaign(${id}, array['draft', 'paused'], ${status})`.execute(home.database.db);

describe('campaign list and show', () => {
  it('show what there is, newest first, and its books', async () => {
    const first = await draft('創刊号');
    const second = await draft('第二号');
    const list = await home.hikyaku('campaign', 'list', '--limit', '2');
    expect(list.out.split('\n').map((line) => line.slice(0, 17))).toEqual([second.shown, first.shown, '']);
    expect((await home.hikyaku('campaign', 'list', '--before', second.shown)).out).not.toContain('第二号');
    const shown = await home.hikyaku('campaign', 'show', first.shown);
    expect(shown.out).toMatch(/status +draft\n/);
    expect(shown.out).toMatch(/books +balance; 0 settled, 0 underway\n/);
    const unknown = await home.hikyaku('campaign', 'show', 'cmp_0000000000000');
    expect(unknown).toEqual({ code: 1, out: '', error: 'There is no such campaign in this workspace.\n' });
  });
});

describe('campaign schedule', () => {
  it('freezes a draft for a time, also while Redis is away; refuses the past and what cannot be sent', async () => {
    const { id, shown } = await draft('scheduled');
    const withoutRedis = home.with({ DATABASE_URL: home.database.url, REDIS_URL: 'redis://127.0.0.1:1' });
    const scheduled = await withoutRedis('campaign', 'schedule', shown, '--at', '2999-01-01T09:00:00+09:00');
    expect([scheduled.code, scheduled.error]).toEqual([0, '']);
    expect(scheduled.out).toContain('Scheduled for 2999-01-01 00:00:00 UTC.');
    const row = await home.database.db.selectFrom('campaigns').selectAll().where('id', '=', id).executeTakeFirst();
    expect(row).toMatchObject({ status: 'scheduled', scheduled_at: new Date('2999-01-01T00:00:00Z') });

    const past = await home.hikyaku('campaign', 'schedule', shown, '--at', '2020-01-01T00:00:00Z');
    expect([past.code, past.error]).toEqual([1, expect.stringContaining('in the past')]);
    const broken = await draft('broken', { text: 'Hi {{#if contact.name}}' });
    const refused = await home.hikyaku('campaign', 'schedule', broken.shown, '--at', 'now');
    expect([refused.code, refused.error]).toEqual([1, expect.stringMatching(/^text \(line 1/)]);
  });

  it('takes an hour of each person’s clock, and refuses one that is none, too soon, or said beside a time', async () => {
    const { shown } = await draft('local');
    const schedule = (...options: string[]) => home.hikyaku('campaign', 'schedule', shown, ...options);
    const scheduled = await schedule('--local-at', '2999-01-01T10:00');
    expect(scheduled.out).toContain(
      'Scheduled for 2999-01-01T10:00 by each person’s clock; its audience is frozen 2998-12-31 19:45:00 UTC.',
    );
    expect((await home.hikyaku('campaign', 'show', shown)).out).toMatch(/local time +2999-01-01T10:00 by each/);
    const early = await schedule('--local-at', '2020-01-01T10:00');
    expect([early.code, early.error]).toEqual([1, expect.stringContaining('too soon')]);
    const wrong = [['--local-at', '2999-01-01T10:00Z'], ['--local-at', '2999-01-01T10:00', '--at', 'now'], []];
    for (const ended of await Promise.all(wrong.map((options) => schedule(...options)))) {
      expect(ended).toMatchObject({ code: 2, out: '', error: expect.stringContaining('--local-at') });
    }
  });

  it('refuses a From domain without a key once links are public', async () => {
    const { shown } = await draft('public');
    const env = { DATABASE_URL: home.database.url, PUBLIC_URL: 'https://mail.example.com' };
    const ended = await home.with(env)('campaign', 'schedule', shown, '--at', 'now');
    expect([ended.code, ended.error]).toEqual([1, expect.stringContaining('demo.example')]);
    const wrong = await home.with({ ...env, PUBLIC_URL: 'http://mail.example.com' })(
      'campaign',
      'schedule',
      shown,
      '--at',
      'now',
    );
    expect([wrong.code, wrong.error]).toEqual([1, expect.stringMatching(/^PUBLIC_URL must be/)]);
  });
});

describe('campaign pause, resume and cancel', () => {
  it('say no where the campaign’s life does not allow it', async () => {
    const { shown } = await draft('a draft');
    const verbs = ['pause', 'resume', 'cancel'];
    for (const early of await Promise.all(verbs.map((verb) => home.hikyaku('campaign', verb, shown)))) {
      expect(early).toEqual({ code: 1, out: '', error: expect.stringMatching(oneSentence) });
    }
  });

  it('stop, go on, and call off for good', async () => {
    const { id, shown } = await draft('sending');
    await move(id, 'sending');
    expect((await home.hikyaku('campaign', 'pause', shown)).out).toMatch(/^Paused: none of its letters/);
    expect((await home.hikyaku('campaign', 'resume', shown)).out).toMatch(/^Resumed: it is being prepared again/);
    expect((await home.hikyaku('campaign', 'cancel', shown)).out).toBe(
      'Cancelling: no further letter is cleared.\nCancelled: 0 waiting letters withheld.\n',
    );
    expect((await home.hikyaku('campaign', 'cancel', shown)).out).toBe('It was cancelled already.\n');
    const over = await home.hikyaku('campaign', 'resume', shown);
    expect([over.code, over.error]).toEqual([1, expect.stringContaining('was cancelled')]);
  });
});

describe('verify books', () => {
  it('ends with 0 while they balance, and with 1 and the campaign where they do not', async () => {
    expect(await home.hikyaku('verify', 'books')).toMatchObject({
      code: 0,
      out: expect.stringContaining(': the books balance.'),
    });
    const { id, shown } = await draft('wrong');
    await home.database.db.updateTable('campaigns').set({ targeted: '5' }).where('id', '=', id).execute();
    const ended = await home.hikyaku('verify', 'books');
    expect([ended.code, ended.error]).toEqual([1, 'The books of 1 campaign are wrong; see above.\n']);
    expect(ended.out).toContain(`${shown} is draft with 5 targeted, 0 settled, 0 underway.`);
  });
});
