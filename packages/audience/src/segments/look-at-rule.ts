import type { Db } from '@hikyaku/database';
import { type RawBuilder, sql } from 'kysely';
import { type Contact, readContacts } from '../contact.ts';
import { leftSql } from '../left.ts';
import { suspectSql } from '../suspect.ts';
import { objectedSql } from './objected.ts';
import type { SegmentRule } from './rule.ts';
import { ruleSql } from './rule-sql.ts';

/**
 * Whom a rule holds now: of how many `people`, how many `held`, how many of those a marketing letter to some list would reach
 * (`reachable`), and the newest few of them.
 */
export type RuleLook = { people: number; held: number; reachable: number; sample: Contact[] };

const sampleSize = 10;

/** What may be said of how a rule is looked at. A signal that is aborted ends it with the signal's reason, once the page under way is read. */
export type LookOptions = { at?: Date; pageSize?: number; signal?: AbortSignal };

/** Asks a rule about everybody in a workspace, newest first, page by page: no statement grows with the workspace. */
export async function lookAtRule(
  db: Db,
  workspaceId: string,
  rule: SegmentRule,
  { at = new Date(), pageSize = 10_000, signal }: LookOptions = {},
): Promise<RuleLook> {
  const { time_zone: timeZone } = await db
    .selectFrom('workspaces')
    .select('time_zone')
    .where('id', '=', workspaceId)
    .executeTakeFirstOrThrow();
  const fits = ruleSql(rule, { workspaceId, at, timeZone });
  const look = { people: 0, held: 0, reachable: 0 };
  const newest: string[] = [];
  for (let before = newestId; ; ) {
    signal?.throwIfAborted();
    const page = await lookAtPage(db, workspaceId, fits, { before, limit: pageSize });
    if (page?.last === null || page === undefined) break;
    look.people += page.people;
    look.held += page.held;
    look.reachable += page.reachable;
    newest.push(...page.newest);
    before = page.last;
  }
  const sample = await readContacts(db, workspaceId, newest.slice(0, sampleSize));
  return { ...look, sample: sample.toReversed() };
}

// More than any id.
const newestId = '9223372036854775807';

type PageLook = { people: number; held: number; reachable: number; last: string | null; newest: string[] };

/** Suppressions are looked up once a person who fits: whether they object, and what stops letters to them, is asked of suspects alone. */
async function lookAtPage(
  db: Db,
  workspaceId: string,
  fits: RawBuilder<unknown>,
  { before, limit }: { before: string; limit: number },
): Promise<PageLook | undefined> {
  const { rows } = await sql<PageLook>`
    with page as materialized (
      select c.id, c.address_key, ${fits} as fits
      from (
        select c.id, c.workspace_id, c.address_key, c.email, c.fields from contacts c
        where c.workspace_id = ${workspaceId}::bigint and c.id < ${before}::bigint
        order by c.workspace_id desc, c.id desc limit ${limit}
      ) c
    ), held as materialized (
      select c.* from (select c.id, c.address_key, ${suspectSql} as suspect from page c where c.fits offset 0) c
      where not (c.suspect and ${objectedSql(workspaceId)})
    )
    select (select count(*) from page)::integer as people, (select min(id) from page) as last,
      (select count(*) from held)::integer as held,
      (select count(*) from held c where ${reachableSql(workspaceId)})::integer as reachable,
      array(select id from held order by id desc limit ${sampleSize})::text[] as newest
  `.execute(db);
  return rows[0];
}

function reachableSql(workspaceId: string) {
  const active = sql`
    select from subscriptions s where s.contact_id = c.id and s.workspace_id = ${workspaceId}::bigint and s.state = 'active'
  `;
  return sql`case when c.suspect
    then exists (
      ${active}
        and not ${leftSql('s', sql.ref('c.address_key'))}
        and not exists (select from stopping_scopes(${workspaceId}, 'marketing', c.address_key, s.list_id, c.id))
      offset 0
    )
    else exists (${active} offset 0)
  end`;
}
