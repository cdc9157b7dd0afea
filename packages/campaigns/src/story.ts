import type { Db } from '@hikyaku/database';
import { sql } from 'kysely';

/** One thing that happened to a person: an event by its kind, or a letter as its row in the books tells it now (kind `letter`). */
export type StoryEntry = {
  at: Date;
  /** The same moment to the microsecond, since 1970: where the next page begins. */
  atMicros: string;
  kind: string;
  campaign: { id: string; name: string } | null;
  list: { id: string; name: string } | null;
  /** Of a letter alone. */
  letter: { state: string; reason: string | null; reply: string | null; attempts: number } | null;
  details: Record<string, unknown>;
};

/** Which part of a story: at most so many entries, from before a moment (`atMicros`) backwards. */
export type StoryPage = { before?: string | undefined; limit: number };

/**
 * A person's story inside a workspace, latest first: what was recorded of the address, and every letter of the books. A letter's own
 * row stands for the event that says the same of it; events before its last are told besides. The person may be deleted: events and
 * books are kept by address key.
 */
export async function story(
  db: Db,
  { workspaceId, addressKey }: { workspaceId: string; addressKey: Buffer },
  { before, limit }: StoryPage,
): Promise<StoryEntry[]> {
  const earlier =
    before === undefined
      ? sql`'infinity'::timestamptz`
      : sql`(timestamptz 'epoch' + ${before}::bigint * interval '1 microsecond')`;
  const { rows } = await sql<StoryEntry>`
    with told as (
      (
        select e.at, e.kind, e.campaign_id, e.list_id, null::jsonb as letter, e.details
        from events e
        where e.address_key = ${addressKey} and (e.workspace_id = ${workspaceId} or e.workspace_id is null)
          and e.at < ${earlier}
          and not (e.kind in ('withheld', 'bounced', 'failed', 'uncertain') and exists (
            select from deliveries d
            where d.campaign_id = e.campaign_id and d.address_key = e.address_key and d.letter_no = e.letter_no
              and d.state::text = e.kind
          ))
        order by e.id desc limit ${limit}
      )
      union all
      (
        select l.at, 'letter', l.campaign_id, l.list_id, l.letter, '{}'::jsonb
        from (
          select coalesce(d.settled_at, d.first_attempt_at, c.prepared_at, c.started_at, c.created_at) as at, d.campaign_id, d.list_id,
            jsonb_build_object('state', d.state, 'reason', d.reason, 'reply', d.reply, 'attempts', d.attempt) as letter
          from campaigns c join deliveries d on d.campaign_id = c.id and d.address_key = ${addressKey}
          where c.workspace_id = ${workspaceId} and c.status <> 'draft'
        ) l
        where l.at < ${earlier}
        order by l.at desc limit ${limit}
      )
      order by at desc limit ${limit}
    )
    select t.at, (extract(epoch from t.at) * 1000000)::bigint as "atMicros", t.kind, t.letter, t.details,
      case when c.id is not null then jsonb_build_object('id', c.id::text, 'name', c.name) end as campaign,
      case when l.id is not null then jsonb_build_object('id', l.id::text, 'name', l.name) end as list
    from told t
    left join campaigns c on c.id = t.campaign_id and c.workspace_id = ${workspaceId} and c.kind = 'campaign'
    left join lists l on l.id = t.list_id and l.workspace_id = ${workspaceId}
    order by t.at desc
  `.execute(db);
  return rows;
}
