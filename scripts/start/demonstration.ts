import { readFile } from 'node:fs/promises';
import { type Api, apiClient } from './api-client.ts';
import { demonstrationPeople } from './demonstration-people.ts';
import { makeFirstWorkspace } from './first-workspace.ts';
import type { Demonstration, DemonstrationContext } from './first-newsletter.ts';

const workspace = {
  name: '飛脚デモ',
  legalName: '株式会社飛脚デモ',
  postalAddress: '〒103-0027 東京都中央区日本橋1-1-1',
  contact: 'contact@demo.example',
  locale: 'ja',
} as const;

/** Makes a workspace by hand and everything else through the API, as any program would: two lists, people, two "no"s, a newsletter. */
export async function seedDemonstration(context: DemonstrationContext): Promise<Demonstration> {
  const databaseUrl = context.environment['DATABASE_URL'] ?? '';
  const keys = await makeFirstWorkspace(databaseUrl, workspace, context.environment['BOOTSTRAP_API_KEY']);
  const api = apiClient(context.apiUrl, keys.apiKey);
  const lists = await makeLists(api);
  const consent = { basis: 'consent', source: 'demonstration' };
  for (const { email, fields, joins } of demonstrationPeople) {
    await api.post('/contacts', { email, fields, lists: joins.map((name) => lists[name]), consent });
  }
  for (const { email, no } of demonstrationPeople) {
    if (no === undefined) continue;
    const listId = no === 'list' ? { listId: lists.newsletter } : {};
    await api.post('/suppressions', { email, scope: no, ...listId, reason: 'manual', note: 'demonstration' });
  }
  await sendFirstNewsletter(api, lists.newsletter);
  const reached = demonstrationPeople.filter(
    (person) => person.joins.includes('newsletter') && person.no === undefined,
  );
  return { keys, letters: reached.length };
}

async function makeLists(api: Api): Promise<{ newsletter: string; events: string }> {
  const [newsletter, events] = [
    await api.post('/lists', { name: '飛脚だより' }),
    await api.post('/lists', { name: 'イベントのお知らせ' }),
  ];
  return { newsletter: newsletter.id, events: events.id };
}

async function sendFirstNewsletter(api: Api, listId: string): Promise<void> {
  const sample = new URL('../../templates/newsletter/ja/sample.json', import.meta.url);
  const { data }: { data: Record<string, unknown> } = JSON.parse(await readFile(sample, 'utf8'));
  const campaign = await api.post('/campaigns', {
    name: '飛脚だより 創刊号',
    lists: [listId],
    from: { name: '飛脚デモ', email: 'news@demo.example' },
    replyTo: 'contact@demo.example',
    subject: '飛脚だより 創刊号をお届けします',
    preheader: 'ワンクリックで、いつでも配信を停止できます。',
    template: 'newsletter',
    locale: 'ja',
    data,
  });
  await api.post(`/campaigns/${campaign.id}/schedule`, { at: 'now' });
}
