import type { Db } from '@hikyaku/database';
import { sql } from 'kysely';
import { unnamedWorkspace } from '../unnamed-workspace.ts';

/** The way to a first newsletter, each step done or not as things stand now: nothing is remembered of it. */
export type FirstSteps = {
  /** Somebody has said who sends. */
  sender: boolean;
  /** There is a domain whose letters are signed. */
  domain: boolean;
  /** Somebody is on a list. */
  people: boolean;
  /** A newsletter has content. */
  draft: boolean;
  /** A receiver has accepted a newsletter. */
  sent: boolean;
  /** How many newsletters there are, drafts among them; the way is told to newcomers only. */
  campaigns: number;
};

/** How far a workspace has come on the way to its first newsletter. Each question stops at the first row that answers it. */
export async function firstSteps(db: Db, workspaceId: string): Promise<FirstSteps> {
  const { legalName, postalAddress, contact } = unnamedWorkspace;
  const { rows } = await sql<FirstSteps>`
    select
      w.legal_name <> ${legalName} and w.postal_address <> ${postalAddress} and w.contact <> ${contact} as sender,
      exists (
        select from sender_domains s join dkim_keys k on k.sender_domain_id = s.id
        where s.workspace_id = w.id and k.retired_at is null and not k.waits and k.algorithm = 'rsa-sha256'
      ) as domain,
      exists (
        select from lists l join subscriptions s on s.list_id = l.id where l.workspace_id = w.id and s.state = 'active'
      ) as people,
      exists (
        select from campaigns c
        where c.workspace_id = w.id and c.kind = 'campaign'
          and (c.status <> 'draft' or c.draft ?| array['template', 'mjml', 'html', 'text'])
      ) as draft,
      exists (
        select from campaigns c join tallies t on t.campaign_id = c.id
        where c.workspace_id = w.id and c.kind = 'campaign' and t.accepted > 0
      ) as sent,
      (select count(*)::integer from campaigns c where c.workspace_id = w.id and c.kind = 'campaign') as campaigns
    from workspaces w where w.id = ${workspaceId}
  `.execute(db);
  const [row] = rows;
  return row ?? { sender: false, domain: false, people: false, draft: false, sent: false, campaigns: 0 };
}
