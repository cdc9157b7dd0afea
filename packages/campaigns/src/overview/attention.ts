import type { Db } from '@hikyaku/database';
import { listHeld } from '@hikyaku/suppression';
import { sql } from 'kysely';
import { heldReason } from '../self-test/hold.ts';

/** A campaign by its id and name. */
export type NamedCampaign = { id: string; name: string };

/** Why a campaign stands still: its way out failed its trial, the brake stopped it, or somebody did. */
export type PauseCause = 'self-test' | 'too-many-invalid' | 'too-many-complaints' | 'somebody';

/** Something that waits for a person. */
export type Attention =
  | { kind: 'paused'; campaign: NamedCampaign; cause: PauseCause }
  | { kind: 'uncertain'; campaign: NamedCampaign; letters: number }
  | { kind: 'lane'; lane: string; paused: boolean; until: Date | null; reason: string | null; campaigns: number }
  | { kind: 'held-addresses'; domain: string; addresses: number };

/** Everything of a workspace that waits for a person, what stops most first. */
export async function attention(db: Db, workspaceId: string): Promise<Attention[]> {
  const found = await Promise.all([
    pausedCampaigns(db, workspaceId),
    heldLanes(db, workspaceId),
    uncertainLetters(db, workspaceId),
    heldAddresses(db, workspaceId),
  ]);
  return found.flat();
}

async function pausedCampaigns(db: Db, workspaceId: string): Promise<Attention[]> {
  const rows = await db
    .selectFrom('campaigns')
    .select(['id', 'name', 'status_reason'])
    .where('workspace_id', '=', workspaceId)
    .where('kind', '=', 'campaign')
    .where('status', '=', 'paused')
    .orderBy('id', 'desc')
    .limit(20)
    .execute();
  return rows.map(({ id, name, status_reason: reason }) => ({
    kind: 'paused',
    campaign: { id, name },
    cause: causeOf(reason),
  }));
}

function causeOf(code: string | null): PauseCause {
  if (code === heldReason) return 'self-test';
  return code === 'too-many-invalid' || code === 'too-many-complaints' ? code : 'somebody';
}

/** Lanes that let nothing through while newsletters of this workspace wait in them. */
async function heldLanes(db: Db, workspaceId: string): Promise<Attention[]> {
  const { rows } = await sql<Omit<Attention & { kind: 'lane' }, 'kind'>>`
    select l.name as lane, l.paused_at is not null as paused,
      case when l.suspended_until > clock_timestamp() then l.suspended_until end as until,
      case when l.paused_at is not null then l.paused_reason else l.suspended_reason end as reason,
      count(distinct c.id)::integer as campaigns
    from campaigns c
    join batches b on b.campaign_id = c.id and b.state <> 'closed'
    join lane_slots s on s.id = b.slot_id
    join lanes l on l.name = s.lane
    where c.workspace_id = ${workspaceId} and c.kind = 'campaign' and c.status = 'sending'
      and (l.paused_at is not null or l.suspended_until > clock_timestamp())
    group by l.name
    order by l.name
  `.execute(db);
  return rows.map((row) => ({ kind: 'lane', ...row }));
}

/** The exceptions say where to look, the ledger what is so now. */
async function uncertainLetters(db: Db, workspaceId: string): Promise<Attention[]> {
  const { rows } = await sql<NamedCampaign & { letters: number }>`
    select c.id, c.name, count(distinct (d.address_key, d.letter_no))::integer as letters
    from campaigns c
    join exceptions e on e.campaign_id = c.id and e.kind = 'uncertain'
    join deliveries d on d.campaign_id = c.id and d.address_key = e.address_key and d.letter_no = e.letter_no
      and d.state = 'uncertain'
    where c.workspace_id = ${workspaceId} and c.kind = 'campaign' and c.status <> 'draft'
    group by c.id
    order by c.id desc
    limit 20
  `.execute(db);
  return rows.map(({ id, name, letters }) => ({ kind: 'uncertain', campaign: { id, name }, letters }));
}

async function heldAddresses(db: Db, workspaceId: string): Promise<Attention[]> {
  const held = await listHeld(db, { workspaceId });
  return held.map(({ domain, addresses }) => ({ kind: 'held-addresses', domain, addresses }));
}
