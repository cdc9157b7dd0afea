import { atomically, type Db, type EditedMeanwhile, type Editing, editedMeanwhile } from '@hikyaku/database';
import { isHeaderSafe } from '@hikyaku/message';
import { sql } from 'kysely';
import { type Page, type Paged, pageOf } from '../page.ts';
import { strangersIn } from './strangers.ts';
import { type SegmentRule, segmentRule } from './rule.ts';

/** A stored filter over a workspace's people. */
export type Segment = {
  id: string;
  workspaceId: string;
  name: string;
  rule: SegmentRule;
  createdAt: Date;
  updatedAt: Date;
  editedBy: string | null;
};

/** What of a segment cannot be kept: where (`/rule/of/0`, as a path) and why, in a sentence. */
export type SegmentProblem = { path: readonly (string | number)[]; reason: string };

/** What is kept of a segment. */
export type SegmentValues = { name: string; rule: SegmentRule };

type Problems = { kind: 'problems'; problems: SegmentProblem[] };
type NotFound = { kind: 'not-found' };

const longestName = 200;

/** Keeps a segment; names may repeat. */
export async function createSegment(
  db: Db,
  workspaceId: string,
  values: SegmentValues,
  by: string | null = null,
): Promise<{ kind: 'created'; segment: Segment } | Problems> {
  const problems = await problemsOf(db, workspaceId, values);
  if (problems.length > 0) return { kind: 'problems', problems };
  const row = await db
    .insertInto('segments')
    .values({ workspace_id: workspaceId, edited_by: by, ...stored(values) })
    .returning(columns)
    .executeTakeFirstOrThrow();
  return { kind: 'created', segment: read(row) };
}

/** Changes a segment, unless somebody else did since. Drafts mean the people whom it holds from now on; scheduled campaigns keep the rule they were scheduled with. */
export async function changeSegment(
  db: Db,
  workspaceId: string,
  id: string,
  change: Partial<SegmentValues>,
  { by = null, basedOn }: Partial<Editing> = {},
): Promise<{ kind: 'changed'; segment: Segment } | EditedMeanwhile | NotFound | Problems> {
  return atomically(db, async (tx) => {
    const was = await lock(tx, workspaceId, id);
    if (was === undefined) return { kind: 'not-found' };
    const meanwhile = editedMeanwhile(was, basedOn);
    if (meanwhile !== undefined) return meanwhile;
    const values = { name: change.name ?? was.name, rule: change.rule ?? was.rule };
    const problems = await problemsOf(tx, workspaceId, values);
    if (problems.length > 0) return { kind: 'problems', problems };
    const row = await tx
      .updateTable('segments')
      .set({ ...stored(values), edited_by: by, updated_at: sql`clock_timestamp()` })
      .where('id', '=', id)
      .returning(columns)
      .executeTakeFirstOrThrow();
    return { kind: 'changed', segment: read(row) };
  });
}

/** The segment, or undefined when this workspace has none with this id (any more). */
export async function findSegment(db: Db, workspaceId: string, id: string): Promise<Segment | undefined> {
  const [segment] = await findSegments(db, workspaceId, [id]);
  return segment;
}

/** Those of some segments that this workspace has, in the order of their ids. */
export async function findSegments(db: Db, workspaceId: string, ids: readonly string[]): Promise<Segment[]> {
  if (ids.length === 0) return [];
  const rows = await kept(db, workspaceId)
    .where('id', 'in', [...ids])
    .orderBy('id')
    .execute();
  return rows.map(read);
}

/** A workspace's segments, oldest first. */
export async function listSegments(db: Db, workspaceId: string, page: Page): Promise<Paged<Segment>> {
  const rows = await kept(db, workspaceId)
    .where('id', '>', page.cursor ?? '0')
    .orderBy('id')
    .limit(page.limit + 1)
    .execute();
  return pageOf(rows.map(read), page.limit);
}

/** Campaigns that still need a segment, by name: at most ten of them. */
export type SegmentInUse = { kind: 'in-use'; campaigns: string[] };

/** Takes a segment away, unless a campaign that has not begun is meant for it. Those that went out keep their rule, and its name. */
export async function removeSegment(
  db: Db,
  workspaceId: string,
  id: string,
): Promise<{ kind: 'removed' } | NotFound | SegmentInUse> {
  return atomically(db, async (tx) => {
    if ((await lock(tx, workspaceId, id)) === undefined) return { kind: 'not-found' };
    const using = await tx
      .selectFrom('campaign_segments')
      .innerJoin('campaigns', 'campaigns.id', 'campaign_segments.campaign_id')
      .select('campaigns.name')
      .where('segment_id', '=', id)
      .where('campaigns.status', 'in', ['draft', 'scheduled'])
      .orderBy('campaigns.id', 'desc')
      .limit(10)
      .execute();
    if (using.length > 0) return { kind: 'in-use', campaigns: using.map(({ name }) => name) };
    await tx.updateTable('segments').set({ removed_at: sql`clock_timestamp()` }).where('id', '=', id).execute();
    return { kind: 'removed' };
  });
}

const columns = ['id', 'workspace_id', 'name', 'rule', 'created_at', 'updated_at', 'edited_by'] as const;

function kept(db: Db, workspaceId: string) {
  return db
    .selectFrom('segments')
    .select(columns)
    .where('workspace_id', '=', workspaceId)
    .where('removed_at', 'is', null);
}

type Row = Awaited<ReturnType<ReturnType<typeof kept>['executeTakeFirstOrThrow']>>;

function read({ id, workspace_id, name, rule, created_at, updated_at, edited_by }: Row): Segment {
  return {
    id,
    workspaceId: workspace_id,
    name,
    rule: segmentRule.parse(rule),
    createdAt: created_at,
    updatedAt: updated_at,
    editedBy: edited_by,
  };
}

/** A draft that takes a segment holds it shared, so that it is not taken away meanwhile. */
async function lock(db: Db, workspaceId: string, id: string): Promise<Segment | undefined> {
  const row = await kept(db, workspaceId).where('id', '=', id).forUpdate().executeTakeFirst();
  return row && read(row);
}

function stored({ name, rule }: SegmentValues) {
  return { name: tidy(name), rule: JSON.stringify(rule) };
}

function tidy(name: string): string {
  return name.trim().normalize('NFC');
}

async function problemsOf(db: Db, workspaceId: string, { name, rule }: SegmentValues): Promise<SegmentProblem[]> {
  const wrongName = nameProblem(tidy(name));
  const strangers = await strangersIn(db, workspaceId, rule);
  return [
    ...(wrongName === undefined ? [] : [{ path: ['name'], reason: wrongName }]),
    ...strangers.map(({ path, reason }) => ({ path: ['rule', ...path], reason })),
  ];
}

function nameProblem(name: string): string | undefined {
  if (name === '') return 'A segment needs a name.';
  if (name.length > longestName) {
    return `A segment's name has ${name.length} characters; at most ${longestName} are allowed.`;
  }
  if (!isHeaderSafe(name) || !name.isWellFormed()) {
    return "A segment's name holds a line break or another control character; remove it.";
  }
  return undefined;
}
