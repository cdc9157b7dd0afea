import { parseId } from '@hikyaku/database';
import { type RawBuilder, sql } from 'kysely';
import { leftSql } from '../left.ts';
import type { Condition, LetterFate } from './condition.ts';
import { dayAt } from './day.ts';
import type { Rule } from './rule.ts';

/** Whose people a rule is asked about, and the moment and time zone by which it knows what day it is. */
export type Asked = { workspaceId: string; at: Date; timeZone: string };

/**
 * A rule as a condition of SQL about the row of `contacts` called `c`: true or false, never null. Every value is a parameter. What
 * is missing is defined: a field that is absent, empty, or no number or day where one is asked about, fulfils only "not equal",
 * "does not contain" and "not filled".
 */
export function ruleSql(rule: Rule, asked: Asked): RawBuilder<boolean> {
  switch (rule.kind) {
    case 'all':
    case 'any':
      return sql`(${sql.join(
        rule.of.map((inner) => ruleSql(inner, asked)),
        rule.kind === 'all' ? sql` and ` : sql` or `,
      )})`;
    case 'text':
      return textSql(rule);
    case 'filled':
      return sql`(coalesce(${valueOf(rule.field)}, '') <> '') = ${rule.is}::boolean`;
    case 'number':
      return known(sql`number_in(${valueOf(rule.field)}) ${numberSigns[rule.is]} ${String(rule.value)}::numeric`);
    case 'date':
      return known(sql`day_in(${valueOf(rule.field)}) collate "C" ${daySigns[rule.is]} ${rule.value}::text`);
    case 'date-within': {
      const past = rule.is === 'past';
      const from = dayAt(asked.at, asked.timeZone, past ? -rule.days : 0);
      const to = dayAt(asked.at, asked.timeZone, past ? 0 : rule.days);
      return known(sql`day_in(${valueOf(rule.field)}) collate "C" between ${from}::text and ${to}::text`);
    }
    case 'list':
      return listSql(rule, asked);
    case 'joined': {
      // A subquery of its own is answered once, not once a person.
      const start = sql`(select (${rule.value}::date + ${rule.is === 'after' ? 1 : 0}::integer)::timestamp at time zone ${asked.timeZone})`;
      return subscribed(
        rule.list,
        asked,
        rule.is === 'before' ? sql`s.joined_at < ${start}` : sql`s.joined_at >= ${start}`,
      );
    }
    case 'joined-within':
      return subscribed(rule.list, asked, sql`s.joined_at > ${new Date(asked.at.getTime() - rule.days * dayMs)}`);
    case 'letter':
      return letterSql(rule, asked);
  }
}

const dayMs = 86_400_000;

const numberSigns = {
  equal: sql`=`,
  above: sql`>`,
  'at-least': sql`>=`,
  below: sql`<`,
  'at-most': sql`<=`,
};

const daySigns = { on: sql`=`, before: sql`<`, after: sql`>` };

function textSql({ field, is, value }: Extract<Condition, { kind: 'text' }>): RawBuilder<boolean> {
  const held = sql`folded(coalesce(${valueOf(field)}, ''))`;
  const sought = sql`folded(${value}::text)`;
  switch (is) {
    case 'equal':
      return sql`${held} = ${sought}`;
    case 'not-equal':
      return sql`${held} <> ${sought}`;
    case 'contains':
      return sql`position(${sought} in ${held}) > 0`;
    case 'not-contains':
      return sql`position(${sought} in ${held}) = 0`;
    case 'begins-with':
      return sql`starts_with(${held}, ${sought})`;
  }
}

/** What somebody has in a field, as text, or null. */
function valueOf(field: string): RawBuilder<string | null> {
  return field === 'email' ? sql`c.email` : sql`(c.fields->>${field}::text)`;
}

function known(condition: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql`coalesce(${condition}, false)`;
}

function listSql({ list, is }: Extract<Condition, { kind: 'list' }>, asked: Asked): RawBuilder<boolean> {
  const left = leftSql('s', sql.ref('c.address_key'));
  switch (is) {
    case 'active':
      return subscribed(list, asked, sql`s.state = 'active' and not ${left}`);
    case 'not-active':
      return sql`not ${subscribed(list, asked, sql`s.state = 'active' and not ${left}`)}`;
    case 'pending':
      return subscribed(list, asked, sql`s.state = 'pending' and not ${left}`);
    case 'left':
      return subscribed(list, asked, left);
    case 'never':
      return sql`not ${subscribed(list, asked, sql`true`)}`;
  }
}

/** The `offset` keeps the planner from reading everybody's subscriptions once a page: each person's are looked up. */
function subscribed(list: string | null, { workspaceId }: Asked, so: RawBuilder<unknown>): RawBuilder<boolean> {
  const onList = list === null ? sql`true` : sql`s.list_id = ${parseId('list', list)}::bigint`;
  return sql`exists (
    select from subscriptions s
    where s.contact_id = c.id and s.workspace_id = ${workspaceId}::bigint and ${onList} and ${so}
    offset 0
  )`;
}

/** The latest letter of a person speaks for the campaign: one that was sent again after an uncertain one. */
function letterSql(
  { campaign, is }: Extract<Condition, { kind: 'letter' }>,
  { workspaceId }: Asked,
): RawBuilder<boolean> {
  const id = parseId('campaign', campaign);
  const fates = is.flatMap((fate) => statesOf[fate]);
  return sql`(
    (select w.workspace_id from campaigns w where w.id = ${id}::bigint) = ${workspaceId}::bigint
    and coalesce((
      select d.state::text from deliveries d
      where d.campaign_id = ${id}::bigint and d.address_key = c.address_key
      order by d.letter_no desc limit 1
    ), 'none') = any(${fates}::text[])
  ) is true`;
}

const statesOf: Record<LetterFate, readonly string[]> = {
  accepted: ['accepted'],
  bounced: ['bounced'],
  withheld: ['withheld'],
  failed: ['failed'],
  uncertain: ['uncertain'],
  waiting: ['queued', 'attempting', 'deferred'],
  none: ['none'],
};
