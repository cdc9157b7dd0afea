import type { Db } from '@hikyaku/database';
import { type RawBuilder, sql } from 'kysely';
import { leftSql } from './left.ts';
import { type Narrowing, narrowedSql } from './segments/narrowing.ts';
import { suspectSql } from './suspect.ts';

/** Whom a campaign is meant for: the people of some lists, in the order that counts, minus those of others, as segments narrow them. */
export type Audience = {
  workspaceId: string;
  includeLists: readonly string[];
  excludeLists: readonly string[];
  narrowing?: Narrowing | undefined;
};

/** Where a page begins (after this contact; '0' for the start) and the most people it holds. */
export type PageOfAudience = { after: string; limit: number };

/**
 * One person of an included list. `list_id` is the first included list that reaches a `member`, else null. `duplicates` counts
 * the further lists that reach a member, who still gets one letter. Nobody but a `suspect` can be stopped by a suppression: one
 * that is not lifted names the address, for whatever workspace, list or scope.
 */
export type AudienceRow = {
  contact_id: string;
  address_key: Buffer;
  list_id: string | null;
  outcome: 'member' | 'unconfirmed' | 'left' | 'on-excluded-list' | 'in-excluded-segment' | 'outside-segments';
  duplicates: number;
  suspect: boolean;
  /** What stands behind the @ of their address. */
  domain: string;
};

/**
 * The next people of the included lists in the order of their ids, members and others alike: `with page as (${…})`. Only those
 * whose outcome is `member` may become letters. The next page begins after the greatest contact_id of ALL rows, and the audience
 * is at its end when the page has no row at all: a page may well hold people without one member among them.
 *
 * Flat cost: each list gives its next `limit` people from its primary key, in words that no other index answers. Whoever is among the first `limit` people of the union
 * is among the first `limit` of every list they are on, so nobody is missed and nobody is seen with half of their lists. Address
 * keys are fetched by a lateral join that cannot become a scan of all contacts. Suppressions are looked up once a person, and
 * which lists somebody has left is asked of suspects alone. Somebody who left an excluded list is still excluded, for that errs
 * towards silence. Without segments the statement holds no word of them.
 */
export function audiencePageSql(audience: Audience, page: PageOfAudience): RawBuilder<AudienceRow> {
  const included = sql`unnest(${[...audience.includeLists]}::bigint[]) with ordinality l(list_id, position)`;
  const narrowed = narrowedParts(audience);
  return sql<AudienceRow>`
    select p.contact_id, c.address_key, (${[...audience.includeLists]}::bigint[])[r.first] as list_id,
      greatest(r.lists - 1, 0)::integer as duplicates, c.suspect, c.domain,
      case
        when ${onExcludedList(audience)} then 'on-excluded-list'${narrowed.outcome}
        when r.first is not null then 'member'
        when p.first is not null then 'left'
        else 'unconfirmed'
      end as outcome
    from (
      select s.contact_id, min(l.position) filter (where s.state = 'active') as first,
        count(*) filter (where s.state = 'active') as lists
      from ${included}
      join lists on lists.id = l.list_id and lists.workspace_id = ${audience.workspaceId}
      cross join lateral (
        select s.contact_id, s.state from subscriptions s
        where (s.list_id, s.contact_id) > (l.list_id, ${page.after}::bigint) and s.list_id <= l.list_id
        order by s.list_id, s.contact_id limit ${page.limit}
      ) s
      group by s.contact_id
      order by s.contact_id
      limit ${page.limit}
    ) p
    cross join lateral (
      select c.address_key, substring(c.email from '[^@]*$') as domain,
        ${suspectSql} as suspect${narrowed.column}
      from contacts c where c.id = p.contact_id and c.workspace_id = ${audience.workspaceId} offset 0
    ) c
    cross join lateral (
      select p.first, p.lists where not c.suspect
      union all
      select min(l.position), count(*)
      from ${included}
      join subscriptions s on s.list_id = l.list_id and s.contact_id = p.contact_id
      where s.state = 'active' and not ${leftSql('s', sql.ref('c.address_key'))}
      having c.suspect
    ) r
    order by p.contact_id
  `;
}

function narrowedParts({ workspaceId, narrowing }: Audience): {
  column: RawBuilder<unknown>;
  outcome: RawBuilder<unknown>;
} {
  if (narrowing === undefined) return { column: sql``, outcome: sql`` };
  return {
    column: sql`, ${narrowedSql(narrowing, workspaceId)} as narrowed`,
    outcome: sql`
        when c.narrowed is not null then c.narrowed`,
  };
}

function onExcludedList({ excludeLists }: Audience): RawBuilder<boolean> {
  if (excludeLists.length === 0) return sql`false`;
  return sql`exists (
    select from unnest(${[...excludeLists]}::bigint[]) x(list_id)
    join subscriptions s on s.list_id = x.list_id and s.contact_id = p.contact_id and s.state = 'active'
  )`;
}

/** One person to write to, and the list that reaches them. */
export type Member = { contactId: string; addressKey: Buffer; listId: string };

/** The next members in the order of their ids; none means the audience is at its end. The next page begins after the last one. */
export async function membersPage(db: Db, value: Audience & PageOfAudience): Promise<Member[]> {
  for await (const rows of audiencePages(db, value, value)) {
    const members = rows.flatMap(({ outcome, contact_id, address_key, list_id }) =>
      outcome === 'member' && list_id !== null
        ? [{ contactId: contact_id, addressKey: address_key, listId: list_id }]
        : [],
    );
    if (members.length > 0) return members;
  }
  return [];
}

/** How many people are meant, and how many the lists hold besides. `duplicates` are memberships, not people. */
export type AudienceCounts = {
  members: number;
  unconfirmed: number;
  left: number;
  onExcludedList: number;
  inExcludedSegment: number;
  outsideSegments: number;
  duplicates: number;
};

/** Counts a whole audience page by page, as it is at this moment. */
export async function excludedCounts(db: Db, audience: Audience, { limit = 5_000 } = {}): Promise<AudienceCounts> {
  const counts: AudienceCounts = {
    members: 0,
    unconfirmed: 0,
    left: 0,
    onExcludedList: 0,
    inExcludedSegment: 0,
    outsideSegments: 0,
    duplicates: 0,
  };
  for await (const rows of audiencePages(db, audience, { after: '0', limit })) {
    for (const { outcome, duplicates } of rows) {
      counts[counted[outcome]] += 1;
      if (outcome === 'member') counts.duplicates += duplicates;
    }
  }
  return counts;
}

const counted = {
  member: 'members',
  unconfirmed: 'unconfirmed',
  left: 'left',
  'on-excluded-list': 'onExcludedList',
  'in-excluded-segment': 'inExcludedSegment',
  'outside-segments': 'outsideSegments',
} as const satisfies Record<AudienceRow['outcome'], keyof AudienceCounts>;

async function* audiencePages(db: Db, audience: Audience, page: PageOfAudience): AsyncGenerator<AudienceRow[]> {
  for (let after = page.after; ; ) {
    const { rows } = await audiencePageSql(audience, { after, limit: page.limit }).execute(db);
    const last = rows.at(-1);
    if (last === undefined) return;
    yield rows;
    after = last.contact_id;
  }
}
