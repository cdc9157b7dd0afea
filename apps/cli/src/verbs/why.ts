import { type Contact, findContactByEmail } from '@hikyaku/audience';
import { type Db, publicId } from '@hikyaku/database';
import { timeline } from '@hikyaku/events';
import { addressKey, parseAddress } from '@hikyaku/message';
import { findSuppressions, type Suppression } from '@hikyaku/suppression';
import { sql } from 'kysely';
import { chooseWorkspace } from '../choose-workspace.ts';
import { type Command, workspaceOption } from '../command.ts';
import { RefusedError } from '../errors.ts';

/** Says what stands in the way of a letter to somebody, and how it came about. */
export const whyCommand: Command = {
  words: ['why'],
  summary: 'what stands in the way of a letter to this address',
  operands: ['email'],
  options: workspaceOption,
  async run(invocation, context) {
    const parsed = parseAddress(invocation.operand('email'));
    if (!parsed.ok) throw new RefusedError(parsed.reason);
    const { db, installation } = await context.open();
    const workspaceId = await chooseWorkspace(db, invocation);
    const key = addressKey(installation.pepper(), parsed.address);
    const contact = await findContactByEmail(db, installation.pepper(), {
      workspaceId,
      email: parsed.address.envelope,
    });
    const suppressions = await findSuppressions(db, workspaceId, { addressKey: key, limit: 200 });
    const lines = [
      ...contactLines(contact),
      ...suppressionLines(suppressions),
      ...(await letterLines(db, workspaceId, key)),
      ...(await storyLines(db, workspaceId, key)),
    ];
    for (const line of lines) context.say(line);
  },
};

function contactLines(contact: Contact | undefined): string[] {
  if (contact === undefined) return ['No contact has this address: no campaign is for it.'];
  const lists = contact.lists.map(
    ({ listName, state, suppressed }) =>
      `  ${listName}: ${state}${suppressed.length > 0 ? `, stopped by ${suppressed.join(', ')}` : ''}`,
  );
  return [`${publicId('contact', contact.id)} is on ${contact.lists.length} lists.`, ...lists];
}

function suppressionLines(suppressions: readonly Suppression[]): string[] {
  const standing = suppressions.filter((row) => row.liftedAt === null);
  if (standing.length === 0) return ['No suppression stands against it.'];
  return standing.map((row) => {
    const note = row.note === null ? '' : ` (${row.note})`;
    return `Suppressed: ${publicId('suppression', row.id)} ${row.scope}, ${row.reason}, ${row.suppressedAt.toISOString()}, by ${row.source}${note}`;
  });
}

/** Letters to this address that are on their way, and what holds them. */
async function letterLines(db: Db, workspaceId: string, key: Buffer): Promise<string[]> {
  const { rows } = await sql<{
    id: string;
    name: string;
    status: string;
    state: string;
    reason: string | null;
    lane_paused: boolean;
  }>`
    select c.id, c.name, c.status, d.state, d.reason, l.paused_at is not null as lane_paused
    from campaigns c
    join deliveries d on d.campaign_id = c.id and d.address_key = ${key}
    left join batches b on b.id = d.batch_id
    left join lane_slots s on s.id = b.slot_id
    left join lanes l on l.name = s.lane
    where c.workspace_id = ${workspaceId} and c.status in ('preparing', 'sending', 'paused', 'cancelling')
      and d.state in ('queued', 'attempting', 'deferred', 'uncertain')
    order by c.id desc limit 20
  `.execute(db);
  return rows.map((row) => {
    const held = row.lane_paused ? '; its lane is paused' : '';
    return `Letter of ${publicId('campaign', row.id)} (${row.name}, ${row.status}): ${row.state}${row.reason === null ? '' : `, ${row.reason}`}${held}`;
  });
}

const lastEvents = 10;

async function storyLines(db: Db, workspaceId: string, key: Buffer): Promise<string[]> {
  const entries: Awaited<ReturnType<typeof timeline>> = [];
  for (let after = '0'; ; ) {
    const page = await timeline(db, { workspaceId, addressKey: key }, { after, limit: 500 });
    entries.splice(0, Math.max(0, entries.length + page.length - lastEvents));
    entries.push(...page.slice(-lastEvents));
    after = page.at(-1)?.id ?? after;
    if (page.length < 500) break;
  }
  return entries.map((entry) => `${entry.at.toISOString()}  ${entry.kind}  ${JSON.stringify(entry.details)}`);
}
