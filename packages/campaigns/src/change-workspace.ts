import type { Db } from '@hikyaku/database';
import { type NotFound, type Problems, problem } from './problem.ts';
import { type QuietHours, quietHoursProblem } from './quiet-hours.ts';
import { isTimeZone } from './time-zone.ts';
import { findWorkspace, type Workspace } from './workspace.ts';

/** What may be changed; what is left out stays, and null takes quiet hours away. */
export type WorkspaceChange = { timeZone?: string; quietHours?: QuietHours | null };

/**
 * Changes by which clock, and at which hours, a workspace's marketing letters go. It holds for the batches whose turn comes from now
 * on; those that were put off to the end of earlier quiet hours stay so.
 */
export async function changeWorkspace(
  db: Db,
  workspaceId: string,
  { timeZone, quietHours }: WorkspaceChange,
): Promise<{ kind: 'changed'; workspace: Workspace } | NotFound | Problems> {
  if (timeZone !== undefined && !(await isTimeZone(db, timeZone))) {
    return problem('timeZone', `"${timeZone}" is no time zone; write one such as Asia/Tokyo.`);
  }
  const wrong = quietHours ? quietHoursProblem(quietHours) : undefined;
  if (wrong !== undefined) return problem(`quietHours.${wrong.end}`, wrong.message);
  const hours = quietHours && { quiet_from: quietHours.from, quiet_until: quietHours.until };
  const values = {
    ...(timeZone === undefined ? {} : { time_zone: timeZone }),
    ...(hours === null ? { quiet_from: null, quiet_until: null } : hours),
  };
  if (Object.keys(values).length > 0) {
    await db.updateTable('workspaces').set(values).where('id', '=', workspaceId).execute();
  }
  const workspace = await findWorkspace(db, workspaceId);
  return workspace === undefined ? { kind: 'not-found' } : { kind: 'changed', workspace };
}
