import { type Db, parseId } from '@hikyaku/database';
import { conditionsOf, type Placed, type SegmentRule } from './rule.ts';

/** A list or campaign that a rule names and the workspace does not have: where, and a sentence that says so. */
export type Stranger = { path: readonly (string | number)[]; reason: string };

/** The lists and campaigns named in a rule that are none of this workspace's. A stream is no campaign that somebody can name. */
export async function strangersIn(db: Db, workspaceId: string, rule: SegmentRule): Promise<Stranger[]> {
  const named = conditionsOf(rule).flatMap(nameIn);
  const idsOf = (kind: Named['kind']) => named.filter((one) => one.kind === kind).map(({ id }) => id);
  const [lists, campaigns] = [idsOf('list'), idsOf('campaign')];
  const known = new Set<string>();
  if (lists.length > 0) {
    const rows = await db
      .selectFrom('lists')
      .select('id')
      .where('workspace_id', '=', workspaceId)
      .where('id', 'in', lists)
      .execute();
    for (const { id } of rows) known.add(`list ${id}`);
  }
  if (campaigns.length > 0) {
    const rows = await db
      .selectFrom('campaigns')
      .select('id')
      .where('workspace_id', '=', workspaceId)
      .where('kind', '=', 'campaign')
      .where('id', 'in', campaigns)
      .execute();
    for (const { id } of rows) known.add(`campaign ${id}`);
  }
  return named
    .filter(({ kind, id }) => !known.has(`${kind} ${id}`))
    .map(({ kind, path }) => ({ path: [...path, kind], reason: `There is no such ${kind} in this workspace.` }));
}

type Named = { kind: 'list' | 'campaign'; id: string; path: Placed['path'] };

function nameIn({ condition, path }: Placed): Named[] {
  if (condition.kind === 'letter') return [{ kind: 'campaign', id: idIn('campaign', condition.campaign), path }];
  if (!('list' in condition) || condition.list === null) return [];
  return [{ kind: 'list', id: idIn('list', condition.list), path }];
}

/** Ids of a rule that was read are ids; no row has this one. */
function idIn(kind: 'list' | 'campaign', text: string): string {
  return parseId(kind, text) ?? '0';
}
