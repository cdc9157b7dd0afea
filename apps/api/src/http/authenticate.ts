import { authenticate, type KeyHolder } from '@hikyaku/campaigns';
import type { Db } from '@hikyaku/database';
import type { Reply } from './reply.ts';
import { problemOf } from './problem.ts';

/** Whose key a request carries, or the 401 that says what is missing (RFC 6750 §3). */
export async function callerOf(db: Db, authorization: string | undefined): Promise<KeyHolder | Reply> {
  if (authorization === undefined) return unauthorized('Send the header "Authorization: Bearer <key>".');
  const [, key] = /^Bearer +([A-Za-z0-9._~+/-]{1,512}=*) *$/i.exec(authorization) ?? [];
  if (key === undefined) return unauthorized('The Authorization header is not of the form "Bearer <key>".');
  return (
    (await authenticate(db, key)) ?? unauthorized('This API key is not known, or it was revoked.', 'invalid_token')
  );
}

/** Whether `callerOf` found nobody. */
export function isRefusal(found: KeyHolder | Reply): found is Reply {
  return 'kind' in found;
}

function unauthorized(detail: string, error?: string): Reply {
  const challenge = `Bearer realm="hikyaku"${error === undefined ? '' : `, error="${error}"`}`;
  return { kind: 'problem', problem: problemOf('unauthorized', detail), headers: { 'WWW-Authenticate': challenge } };
}
