import type { DnsFinding, SenderDomain, SenderKey } from '@hikyaku/campaigns';
import { publicId } from '@hikyaku/database';
import { z } from 'zod';
import { idView, timeView } from '../http/value.ts';

/** A domain to send from. */
export const newDomainSchema = z.strictObject({
  domain: z
    .string()
    .min(1)
    .max(300)
    .meta({ examples: ['news.example.com'] }),
});

/** What kind of key to make. */
export const newKeySchema = z.strictObject({
  algorithm: z.enum(['rsa-sha256', 'ed25519-sha256']).default('rsa-sha256'),
});

const keySchema = z
  .strictObject({
    id: idView('dkimKey'),
    selector: z.string(),
    algorithm: z.enum(['rsa-sha256', 'ed25519-sha256']),
    state: z.enum(['signing', 'waiting', 'spare', 'retired']).meta({
      description: '`waiting`: it signs once its record was seen in DNS; `spare`: published, but a newer one signs.',
    }),
    record: z.strictObject({ type: z.literal('TXT'), name: z.string(), value: z.string() }),
    createdAt: timeView,
    retiredAt: timeView.nullable(),
  })
  .meta({ id: 'SenderKey', description: "A domain's DKIM key; its private half is never shown." });

/** A domain that the workspace sends from, with its keys, newest first. */
export const domainSchema = z
  .strictObject({ id: idView('senderDomain'), domain: z.string(), createdAt: timeView, keys: z.array(keySchema) })
  .meta({ id: 'SenderDomain' });

/** All of them; there are few, so they come in one page. */
export const domainsSchema = z.strictObject({ items: z.array(domainSchema), nextCursor: z.null() });

/** A domain as DNS tells it at this moment. */
export const checkedDomainSchema = z
  .strictObject({
    domain: domainSchema,
    findings: z.array(
      z
        .strictObject({
          check: z.enum(['dkim', 'spf', 'dmarc', 'mx', 'inbound']),
          verdict: z.enum(['good', 'mind', 'bad', 'unknown']),
          found: z.enum([
            'published',
            'inherited',
            'missing',
            'several',
            'other-value',
            'revoked',
            'allows-everybody',
            'allows-nobody',
            'unreadable',
            'refuses-mail',
            'unanswered',
          ]),
          record: z.strictObject({
            type: z.enum(['TXT', 'MX']),
            name: z.string(),
            value: z.string().nullable().meta({ description: 'Null: only somebody else knows it, such as the relay.' }),
          }),
          seen: z.array(z.string()).meta({ description: 'What stands there now.' }),
        })
        .meta({ id: 'DnsFinding' }),
    ),
  })
  .meta({ id: 'CheckedDomain' });

/** A domain, in the shape of `domainSchema`. */
export function domainView({ id, domain, createdAt, keys }: SenderDomain): z.infer<typeof domainSchema> {
  return { id: publicId('senderDomain', id), domain, createdAt: createdAt.toISOString(), keys: keys.map(keyView) };
}

/** A finding, in the shape of `checkedDomainSchema`. */
export function findingView({ seen, ...finding }: DnsFinding): z.infer<typeof checkedDomainSchema>['findings'][number] {
  return { ...finding, seen: [...seen] };
}

function keyView({ id, selector, algorithm, state, record, createdAt, retiredAt }: SenderKey) {
  return {
    id: publicId('dkimKey', id),
    selector,
    algorithm,
    state,
    record: { type: 'TXT' as const, ...record },
    createdAt: createdAt.toISOString(),
    retiredAt: retiredAt?.toISOString() ?? null,
  };
}
