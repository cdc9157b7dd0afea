import { type RawBuilder, sql } from 'kysely';
import { objectedSql } from './objected.ts';
import type { SegmentRule } from './rule.ts';
import { type Asked, ruleSql } from './rule-sql.ts';

/**
 * What segments leave of the people whom lists reach: those in any of `include` (everybody, when there is none), without those in any
 * of `exclude`. Segments only ever take people away, so that nobody becomes mailable by one.
 */
export type Narrowing = {
  include: readonly SegmentRule[];
  exclude: readonly SegmentRule[];
  at: Date;
  timeZone: string;
};

/** Which of the two keeps the person in the row of `contacts` called `c` out; null where neither does. Who objects is in no segment. */
export function narrowedSql(
  { include, exclude, at, timeZone }: Narrowing,
  workspaceId: string,
): RawBuilder<'in-excluded-segment' | 'outside-segments' | null> {
  const asked = { workspaceId, at, timeZone };
  return sql`case
    when ${exclude.length > 0 ? inAny(exclude, asked) : sql`false`} then 'in-excluded-segment'
    when ${include.length > 0 ? sql`not ${inAny(include, asked)}` : sql`false`} then 'outside-segments'
  end`;
}

function inAny(rules: readonly SegmentRule[], asked: Asked): RawBuilder<boolean> {
  const any = sql.join(
    rules.map((rule) => ruleSql(rule, asked)),
    sql` or `,
  );
  return sql`(not ${objectedSql(asked.workspaceId)} and (${any}))`;
}
