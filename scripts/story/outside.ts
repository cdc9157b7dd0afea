import { z } from 'zod';
import type { Product } from './product.ts';

/** A letter as the mailbox's record has it; times are epoch milliseconds with fractions. */
export type Arrival = z.infer<typeof arrival>;

/** The counts of a campaign, as the API tells them. */
export type Counts = z.infer<typeof counts>;

const arrival = z.object({
  id: z.number(),
  recipients: z.array(z.string()),
  messageId: z.string().nullable(),
  listUnsubscribe: z.string().nullable(),
  stage: z.string(),
  kept: z.boolean(),
  tDot: z.number().nullable(),
  tReply: z.number().nullable(),
  reply: z.string().nullable(),
});
const counts = z.object({
  targeted: z.number(),
  queued: z.number(),
  attempting: z.number(),
  accepted: z.number(),
  deferred: z.number(),
  bounced: z.number(),
  withheld: z.number(),
  failed: z.number(),
  uncertain: z.number(),
});
const campaign = z.object({ id: z.string(), status: z.string(), counts });
const stats = z.object({ accepted: z.number(), connectionsPastData: z.number() });

/** What a program can do with the product from outside. */
export type Outside = ReturnType<typeof outside>;

/** The product through its API, its mailbox and its public pages. */
export function outside(product: Product) {
  async function call(method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }> {
    const response = await fetch(`${product.apiUrl}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${product.apiKey}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? null : JSON.parse(text) };
  }

  async function made(path: string, body: unknown): Promise<string> {
    const answer = await call('POST', path, body);
    if (answer.status >= 300) throw new Error(`POST ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return z.object({ id: z.string() }).parse(answer.body).id;
  }

  async function campaignNow(id: string) {
    return campaign.parse((await call('GET', `/campaigns/${id}`)).body);
  }

  return {
    call,
    made,
    campaign: campaignNow,

    /** Imports people from CSV and waits until it is done. */
    async importCsv(listId: string, csv: string): Promise<Record<string, unknown>> {
      const response = await fetch(`${product.apiUrl}/api/v1/lists/${listId}/imports?basis=consent&source=story`, {
        method: 'POST',
        headers: { authorization: `Bearer ${product.apiKey}`, 'content-type': 'text/csv' },
        body: csv,
      });
      const { id } = z.object({ id: z.string() }).parse(await response.json());
      return eventually(async () => {
        const { body } = await call('GET', `/imports/${id}`);
        const status = z.looseObject({ status: z.string() }).parse(body);
        return status.status === 'running' ? undefined : status;
      }, 600_000);
    },

    /** A newsletter to a list, sent now. */
    async send(listId: string, subject: string, body = '<p>{{contact.email}}</p>'): Promise<string> {
      const id = await made('/campaigns', {
        name: subject,
        lists: [listId],
        from: { name: '飛脚だより', email: 'news@story.example' },
        subject,
        mjml: `<mjml><mj-body><mj-section><mj-column><mj-text>${body}</mj-text></mj-column></mj-section></mj-body></mjml>`,
      });
      const answer = await call('POST', `/campaigns/${id}/schedule`, { at: 'now' });
      if (answer.status >= 300) throw new Error(`schedule: ${answer.status} ${JSON.stringify(answer.body)}`);
      return id;
    },

    /** Waits for a campaign to reach a status. */
    until(id: string, status: string, mostMs = 120_000) {
      return eventually(async () => {
        const now = await campaignNow(id);
        return now.status === status ? now : undefined;
      }, mostMs);
    },

    /** Sets how the receivers behave. */
    async script(script: unknown): Promise<void> {
      const response = await fetch(`${product.mailboxUrl}/api/script`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(script),
      });
      if (!response.ok) throw new Error(`PUT /api/script: ${response.status} ${await response.text()}`);
    },

    /** Everything the receivers have recorded after an id, oldest first. */
    async record(after = 0): Promise<Arrival[]> {
      const response = await fetch(`${product.mailboxUrl}/api/record?after=${after}`);
      const lines = (await response.text()).split('\n').filter((line) => line !== '');
      return lines.map((line) => arrival.parse(JSON.parse(line)));
    },

    /** Empties the receivers' record and their totals; ids go on. */
    async forget(): Promise<void> {
      await fetch(`${product.mailboxUrl}/api/letters`, { method: 'DELETE' });
    },

    async stats() {
      return stats.parse(await (await fetch(`${product.mailboxUrl}/api/stats`)).json());
    },

    async source(id: number): Promise<Buffer> {
      const response = await fetch(`${product.mailboxUrl}/api/letters/${id}/source`);
      return Buffer.from(await response.arrayBuffer());
    },
  };
}

/** The one-click address in a List-Unsubscribe field. */
export function oneClickUrl(field: string | null): string {
  const url = /<(https?:[^>]+)>/.exec(field ?? '')?.[1];
  if (url === undefined) throw new Error(`No https address in List-Unsubscribe: ${field}`);
  return url;
}

/** Presses the button as Gmail does: 26 bytes, urlencoded, no cookie, no Origin. */
export async function oneClick(url: string): Promise<number> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'List-Unsubscribe=One-Click',
    redirect: 'manual',
  });
  await response.arrayBuffer();
  return response.status;
}

/** Asks again and again until there is an answer; throws when the time is over. */
export async function eventually<Answer>(
  ask: () => Promise<Answer | undefined>,
  mostMs: number,
  pauseMs = 25,
): Promise<Answer> {
  const until = performance.now() + mostMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (performance.now() > until) throw new Error(`Nothing after ${mostMs} ms.`);
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}
