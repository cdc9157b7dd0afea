import type { Db } from '@hikyaku/database';
import { mintPersonToken } from '@hikyaku/suppression';
import { sql } from 'kysely';
import { requestedLetters } from './requested-letters.ts';
import { type StreamDeps, sendMessage } from './send-message.ts';

/** How many requests were answered, and how many letters that became. */
export type Answered = { requests: number; letters: number };

const most = 20;
const settingsHours = 24;
const confirmDays = 7;

/**
 * Answers letters that people asked for on the public pages: a link to their settings from every workspace that knows the address (good
 * for 24 hours), or the confirmation that brings a list back (7 days). As `list_admin`: it is an answer, and stopped by nothing but an
 * address that does not exist. One letter of a kind to an address in ten minutes, however often it is asked for; nobody unknown gets any.
 *
 * A request is claimed first; one whose sender died is answered again after five minutes, and none after a day. An error is thrown when
 * all have had their turn.
 */
export async function answerRequests(deps: StreamDeps): Promise<Answered> {
  const answered: Answered = { requests: 0, letters: 0 };
  let trouble: unknown;
  for (const request of await claim(deps.db)) {
    try {
      answered.letters += await answer(deps, request);
      answered.requests += 1;
    } catch (error) {
      // One that cannot be answered must not keep the others waiting.
      trouble ??= error;
    }
  }
  if (answered.requests > 0) await forget(deps.db);
  if (trouble !== undefined) throw trouble;
  return answered;
}

type Request = {
  id: string;
  kind: 'preferences' | 'rejoin';
  addressKey: Buffer;
  workspaceId: string | null;
  listId: string | null;
  locale: 'ja' | 'en';
};

async function answer(deps: StreamDeps, request: Request): Promise<number> {
  let letters = 0;
  for (const person of await knownTo(deps.db, request)) {
    if (await send(deps, request, person)) letters += 1;
  }
  await close(deps.db, request.id, letters);
  return letters;
}

async function claim(db: Db): Promise<Request[]> {
  const { rows } = await sql<Request>`
    update letter_requests r set claimed_at = clock_timestamp()
    from (
      select id from letter_requests
      where answered_at is null and asked_at > clock_timestamp() - interval '1 day'
        and (claimed_at is null or claimed_at < clock_timestamp() - interval '5 minutes')
      order by asked_at limit ${most} for update skip locked
    ) due
    where r.id = due.id
    returning r.id, r.kind, r.address_key as "addressKey", r.workspace_id as "workspaceId", r.list_id as "listId", r.locale
  `.execute(db);
  return rows;
}

type Person = { workspaceId: string; email: string; fromName: string; fromEmail: string; listName: string | null };

/** The workspaces that know the address, each with the From by which its readers know it: that of its latest campaign. */
async function knownTo(db: Db, request: Request): Promise<Person[]> {
  const { rows } = await sql<Person>`
    select c.workspace_id as "workspaceId", c.email, f.from_name as "fromName", f.from_email as "fromEmail", l.name as "listName"
    from contacts c
    cross join lateral (
      select m.from_name, m.from_email from campaigns m
      where m.workspace_id = c.workspace_id and m.kind = 'campaign' and m.from_email <> '' and m.status <> 'draft'
      order by m.id desc limit 1
    ) f
    left join lists l on l.workspace_id = c.workspace_id and l.id = ${request.listId}
    where c.address_key = ${request.addressKey}
      and (${request.workspaceId}::bigint is null or c.workspace_id = ${request.workspaceId})
      and not exists (
        select from letter_requests r
        where r.address_key = c.address_key and r.kind = ${request.kind} and r.list_id is not distinct from ${request.listId}::bigint
          and r.letters > 0 and r.answered_at > clock_timestamp() - interval '10 minutes'
      )
  `.execute(db);
  return rows;
}

async function send(deps: StreamDeps, request: Request, person: Person): Promise<boolean> {
  const { keyring, publicUrl, now = () => new Date() } = deps;
  const hours = request.kind === 'rejoin' ? confirmDays * 24 : settingsHours;
  const purpose = request.kind === 'rejoin' ? 'confirm' : 'preferences';
  const subject = { workspaceId: person.workspaceId, addressKey: request.addressKey, listId: request.listId };
  const token = mintPersonToken(keyring, purpose, subject, new Date(now().getTime() + hours * 3_600_000));
  const link = `${publicUrl}/${request.kind === 'rejoin' ? 'c' : 'p'}/${token}`;
  const sent = await sendMessage(deps, person.workspaceId, {
    ...requestedLetters[request.locale][request.kind],
    class: 'list_admin',
    locale: request.locale,
    to: { email: person.email },
    from: { name: person.fromName, email: person.fromEmail },
    data: { link, list: person.listName ?? '' },
  });
  return sent.kind === 'queued';
}

async function close(db: Db, id: string, letters: number): Promise<void> {
  await sql`
    update letter_requests set answered_at = clock_timestamp(), email = null, letters = ${letters}::integer
    where id = ${id} and answered_at is null
  `.execute(db);
}

/** Whoever could not be answered for a day is given up, address and all; what was asked a month ago is nobody's business. */
async function forget(db: Db): Promise<void> {
  await sql`
    update letter_requests set answered_at = clock_timestamp(), email = null
    where answered_at is null and asked_at < clock_timestamp() - interval '1 day'
  `.execute(db);
  await sql`delete from letter_requests where answered_at < clock_timestamp() - interval '30 days'`.execute(db);
}
