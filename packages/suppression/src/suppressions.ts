import type { Db } from '@hikyaku/database';
import { sql } from 'kysely';

/** A suppression as the API and the console show it. Lifted ones are history and stay visible. */
export type Suppression = {
  id: string;
  scope: string;
  listId: string | null;
  reason: string;
  source: string;
  note: string | null;
  maskedEmail: string;
  /** The contact of the workspace who has this address now. */
  contactId: string | null;
  suppressedAt: Date;
  /** When a snooze ends; at most how many newsletters in how many days somebody wants who asked for fewer. */
  until: Date | null;
  most: number | null;
  days: number | null;
  liftedAt: Date | null;
  liftedBy: string | null;
  liftReason: string | null;
};

/** Which suppressions: of an address or of everybody, standing ones or lifted ones or both, oldest first unless said otherwise. */
export type SuppressionFilter = {
  addressKey?: Buffer | undefined;
  state?: 'standing' | 'lifted' | undefined;
  order?: 'oldest' | 'newest' | undefined;
  after?: string | undefined;
  limit: number;
};

/** What stands, or once stood, against writing to an address from this workspace; all of the workspace's when no address is given. */
export async function findSuppressions(
  db: Db,
  workspaceId: string,
  { addressKey, state, order = 'oldest', after, limit }: SuppressionFilter,
): Promise<Suppression[]> {
  const whose =
    addressKey === undefined
      ? sql`s.workspace_id = ${workspaceId}`
      : sql`s.address_key = ${addressKey} and (s.workspace_id = ${workspaceId} or s.scope = 'invalid')`;
  const stands = state === undefined ? sql`true` : sql`(s.lifted_at is null) = ${state === 'standing'}`;
  const beyond = order === 'newest' ? sql`<` : sql`>`;
  const { rows } = await sql<Suppression>`
    select s.id, s.scope, s.list_id as "listId", s.reason, s.source, s.note, s.masked_email as "maskedEmail",
      (select c.id from contacts c where c.workspace_id = ${workspaceId} and c.address_key = s.address_key) as "contactId",
      s.suppressed_at as "suppressedAt", s.until, s.most, s.days,
      s.lifted_at as "liftedAt", s.lifted_by as "liftedBy", s.lift_reason as "liftReason"
    from suppressions s
    where ${whose} and ${stands} and ${after === undefined ? sql`true` : sql`s.id ${beyond} ${after}::bigint`}
      and not exists (select from canaries k where k.address_key = s.address_key)
    order by s.id ${order === 'newest' ? sql`desc` : sql`asc`}
    limit ${limit}
  `.execute(db);
  return rows;
}
