import { authenticate } from '@hikyaku/campaigns';
import type { Db } from '@hikyaku/database';
import { sessionOf } from '@hikyaku/sign-in';
import type { Request } from 'express';
import type { Caller } from './caller.ts';
import { problemOf } from './problem.ts';
import { type Reply, refuse } from './reply.ts';
import { sentFrom } from './same-origin.ts';
import { sessionTokenOf } from './session-cookie.ts';

/** Who asks, by key or by session, or the refusal that says what is missing (RFC 6750 §3). A key wins over a cookie beside it. */
export async function callerOf(db: Db, request: Request): Promise<Caller | Reply> {
  const { authorization, cookie } = request.headers;
  if (authorization !== undefined) return keyHolder(db, authorization);
  const token = sessionTokenOf(cookie);
  if (token === undefined) return unauthorized('Send the header "Authorization: Bearer <key>", or sign in.');
  // A browser sends the cookie along whoever made it ask.
  if (sentFrom(request) !== 'here') return crossSite();
  const holder = await sessionOf(db, token);
  if (holder === undefined) return unauthorized('This session has ended; sign in again.', 'invalid_token');
  return { kind: 'session', ...holder };
}

/** Refuses a request that a page of another address has made a browser send. */
export function crossSite(): Reply {
  return refuse('cross-site', 'This request was not made by a page of this address, so its session is not taken.');
}

/** Whether `callerOf` found nobody. */
export function isRefusal(found: Caller | Reply): found is Reply {
  return found.kind !== 'key' && found.kind !== 'session';
}

async function keyHolder(db: Db, authorization: string): Promise<Caller | Reply> {
  const [, key] = /^Bearer +([A-Za-z0-9._~+/-]{1,512}=*) *$/i.exec(authorization) ?? [];
  if (key === undefined) return unauthorized('The Authorization header is not of the form "Bearer <key>".');
  const holder = await authenticate(db, key);
  if (holder === undefined) return unauthorized('This API key is not known, or it was revoked.', 'invalid_token');
  return { kind: 'key', workspaceId: holder.workspaceId, keyId: holder.keyId, name: holder.keyName };
}

function unauthorized(detail: string, error?: string): Reply {
  const challenge = `Bearer realm="hikyaku"${error === undefined ? '' : `, error="${error}"`}`;
  return { kind: 'problem', problem: problemOf('unauthorized', detail), headers: { 'WWW-Authenticate': challenge } };
}
