import type { Db } from '@hikyaku/database';
import { type Problems, problem } from './problem.ts';
import { isPlainLine } from './plain-line.ts';
import { type QuietHours, readQuietHours } from './quiet-hours.ts';
import { isTimeZone } from './time-zone.ts';

/** Who sends: the name of the sending organisation, and what the law wants in each newsletter. Locale `ja` and Asia/Tokyo by default. */
export type NewWorkspace = {
  name: string;
  legalName: string;
  postalAddress: string;
  contact: string;
  locale?: 'ja' | 'en';
  timeZone?: string;
};

/** A workspace as letters and pages speak of it. */
export type Workspace = {
  id: string;
  name: string;
  legalName: string;
  postalAddress: string;
  contact: string;
  locale: 'ja' | 'en';
  timeZone: string;
  /** Null when letters may go at any hour. */
  quietHours: QuietHours | null;
  /** Whether an answer of STOP to a newsletter stops it, where mail is received. */
  stopByReply: boolean;
};

/** Makes a workspace. Everything in it is one line of text, because footers and headers repeat it. */
export async function createWorkspace(
  db: Db,
  wanted: NewWorkspace,
): Promise<{ kind: 'created'; workspace: Workspace } | Problems> {
  const { name, legalName, postalAddress, contact, locale = 'ja', timeZone = 'Asia/Tokyo' } = wanted;
  for (const [field, value] of Object.entries({ name, legalName, postalAddress, contact })) {
    if (!isPlainLine(value)) return problem(field, `${field} must be one line of text without control characters.`);
  }
  if (!(await isTimeZone(db, timeZone)))
    return problem('timeZone', `"${timeZone}" is no time zone; write one such as Asia/Tokyo.`);
  const values = { name, legal_name: legalName, postal_address: postalAddress, contact, locale, time_zone: timeZone };
  const row = await db.insertInto('workspaces').values(values).returning('id').executeTakeFirstOrThrow();
  return {
    kind: 'created',
    workspace: {
      id: row.id,
      name,
      legalName,
      postalAddress,
      contact,
      locale,
      timeZone,
      quietHours: null,
      stopByReply: false,
    },
  };
}

/** Finds a workspace. */
export async function findWorkspace(db: Db, id: string): Promise<Workspace | undefined> {
  const row = await db.selectFrom('workspaces').selectAll().where('id', '=', id).executeTakeFirst();
  if (row === undefined) return undefined;
  return {
    id: row.id,
    name: row.name,
    legalName: row.legal_name,
    postalAddress: row.postal_address,
    contact: row.contact,
    locale: row.locale === 'en' ? 'en' : 'ja',
    timeZone: row.time_zone,
    quietHours: readQuietHours(row.quiet_from, row.quiet_until),
    stopByReply: row.stop_by_reply,
  };
}
