import type { Db } from '@hikyaku/database';
import { maskAddress } from '@hikyaku/message';
import { sql } from 'kysely';

/** A list as its reader sees it: it comes, the person has left it (or everything), or has not confirmed it yet. */
export type ListOfReader = { id: string; name: string; state: 'comes' | 'left' | 'pending' };

/** What a person gets from a workspace, and on what terms; everything the preference page shows. */
export type Preferences = {
  senderName: string;
  locale: 'ja' | 'en';
  timeZone: string;
  maskedEmail: string | null;
  /** Those that come first, then by name. */
  lists: ListOfReader[];
  /** Nothing comes, whatever the lists say. `lasting`: a complaint, or more than the person's own "no", which only an operator lifts. */
  everything: 'comes' | 'left' | 'lasting';
  snoozedUntil: Date | null;
  fewer: { most: number; days: number } | null;
};

/** Looks up the person; undefined when the workspace is gone. Somebody unknown has no lists and no address to show. */
export async function findPreferences(
  db: Db,
  { workspaceId, addressKey }: { workspaceId: string; addressKey: Buffer },
): Promise<Preferences | undefined> {
  const { rows } = await sql<{
    legal_name: string;
    locale: 'ja' | 'en';
    time_zone: string;
    email: string | null;
    id: string | null;
  }>`
    select w.legal_name, w.locale, w.time_zone, c.email, c.id
    from workspaces w left join contacts c on c.workspace_id = w.id and c.address_key = ${addressKey}
    where w.id = ${workspaceId}
  `.execute(db);
  const [row] = rows;
  if (row === undefined) return undefined;
  const lists = row.id === null ? [] : await listsOf(db, { workspaceId, addressKey, contactId: row.id });
  const standing = await standingOf(db, { workspaceId, addressKey });
  // A list that was joined again since comes, whatever the "no" to everything says.
  const everything =
    standing.everything === 'left' && lists.some(({ state }) => state !== 'left') ? 'comes' : standing.everything;
  return {
    senderName: row.legal_name,
    locale: row.locale,
    timeZone: row.time_zone,
    maskedEmail: row.email === null ? null : maskAddress(row.email),
    lists,
    ...standing,
    everything,
  };
}

async function listsOf(
  db: Db,
  person: { workspaceId: string; addressKey: Buffer; contactId: string },
): Promise<ListOfReader[]> {
  const { rows } = await sql<ListOfReader>`
    select l.id, l.name,
      case
        when exists (
          select from stopping_scopes(l.workspace_id, 'marketing', ${person.addressKey}, l.id, ${person.contactId})
        ) then 'left'
        when s.state = 'pending' then 'pending'
        else 'comes'
      end as state
    from subscriptions s join lists l on l.id = s.list_id
    where s.contact_id = ${person.contactId} and s.workspace_id = ${person.workspaceId}
    order by 3, l.name, l.id
  `.execute(db);
  return rows;
}

/** What holds for all lists alike. */
async function standingOf(
  db: Db,
  { workspaceId, addressKey }: { workspaceId: string; addressKey: Buffer },
): Promise<Pick<Preferences, 'everything' | 'snoozedUntil' | 'fewer'>> {
  const { rows } = await sql<{
    scope: string;
    reason: string;
    until: Date | null;
    most: number | null;
    days: number | null;
  }>`
    select s.scope, s.reason, s.until, s.most, s.days
    from suppressions_against(${workspaceId}, 'marketing', ${addressKey}, null, null) s
  `.execute(db);
  const all = rows.filter(({ scope }) => ['marketing', 'all', 'invalid'].includes(scope));
  const lasting = all.some(({ scope, reason }) => scope !== 'marketing' || reason === 'complaint');
  const fewer = rows.find(({ scope }) => scope === 'fewer');
  return {
    everything: lasting ? 'lasting' : all.length > 0 ? 'left' : 'comes',
    snoozedUntil: rows.find(({ scope }) => scope === 'snooze')?.until ?? null,
    fewer: fewer?.most == null || fewer.days === null ? null : { most: fewer.most, days: fewer.days },
  };
}
