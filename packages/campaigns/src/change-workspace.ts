import type { Db } from '@hikyaku/database';
import { isPlainLine } from './plain-line.ts';
import { type NotFound, type Problems, problem } from './problem.ts';
import { type QuietHours, quietHoursProblem } from './quiet-hours.ts';
import { isTimeZone } from './time-zone.ts';
import { findWorkspace, type Workspace } from './workspace.ts';

/** What may be changed; what is left out stays, and null takes quiet hours away. */
export type WorkspaceChange = Partial<WorkspaceIdentity> & {
  timeZone?: string;
  quietHours?: QuietHours | null;
  stopByReply?: boolean;
};

/** Who sends, as headers and footers say it, and the language that its pages speak first. */
export type WorkspaceIdentity = Pick<Workspace, 'name' | 'legalName' | 'postalAddress' | 'contact' | 'locale'>;

/**
 * Changes who a workspace is, by which clock, and at which hours, its marketing letters go. It holds for the letters that are written
 * and the batches whose turn comes from now on; those that were put off to the end of earlier quiet hours stay so. `stopByReply`
 * holds for letters made some minutes from now on; a STOP to an earlier one that invited it is taken all the same.
 */
export async function changeWorkspace(
  db: Db,
  workspaceId: string,
  { timeZone, quietHours, stopByReply, ...identity }: WorkspaceChange,
): Promise<{ kind: 'changed'; workspace: Workspace } | NotFound | Problems> {
  const { name, legalName, postalAddress, contact, locale } = identity;
  for (const [field, value] of Object.entries({ name, legalName, postalAddress, contact })) {
    if (value !== undefined && !isPlainLine(value)) {
      return problem(field, `${field} must be one line of text without control characters.`);
    }
  }
  if (timeZone !== undefined && !(await isTimeZone(db, timeZone))) {
    return problem('timeZone', `"${timeZone}" is no time zone; write one such as Asia/Tokyo.`);
  }
  const wrong = quietHours ? quietHoursProblem(quietHours) : undefined;
  if (wrong !== undefined) return problem(`quietHours.${wrong.end}`, wrong.message);
  const hours = quietHours && { quiet_from: quietHours.from, quiet_until: quietHours.until };
  const told = {
    name,
    legal_name: legalName,
    postal_address: postalAddress,
    contact,
    locale,
    time_zone: timeZone,
    stop_by_reply: stopByReply,
  };
  const values = {
    ...Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined)),
    ...(hours === null ? { quiet_from: null, quiet_until: null } : hours),
  };
  if (Object.keys(values).length > 0) {
    await db.updateTable('workspaces').set(values).where('id', '=', workspaceId).execute();
  }
  const workspace = await findWorkspace(db, workspaceId);
  return workspace === undefined ? { kind: 'not-found' } : { kind: 'changed', workspace };
}
