import { isNativeError } from 'node:util/types';
import { LetterRefusedError } from '@hikyaku/message';
import { problemOf } from './problem.ts';
import { type Reply, refuse } from './reply.ts';

/** What to answer when a handler threw: the client's mistake where it is one, 503 while a service is away, else 500 without details. */
export function failureReply(error: unknown): Reply {
  if (error instanceof LetterRefusedError) return refuse('invalid', error.message);
  // Express's own: an address that cannot be decoded.
  if (isNativeError(error) && error.name === 'URIError')
    return refuse('malformed', 'The address holds a percent sign that encodes nothing.');
  if (isAway(error)) {
    const problem = problemOf(
      'unavailable',
      'The database does not answer; nothing was done, or it is not known what was.',
    );
    return { kind: 'problem', problem, headers: { 'Retry-After': '10' } };
  }
  return refuse('internal', 'The request could not be carried out. The log has the details under the requestId.');
}

/** Connections refused, lost or not to be had in time; a server that is starting or stopping (SQLSTATE 08…, 57P0…, 53300). */
function isAway(error: unknown): boolean {
  if (!isNativeError(error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return (
    ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ENOTFOUND', 'ETIMEDOUT', '53300'].includes(code) ||
    /^(08|57P0)/.test(code) ||
    /timeout exceeded when trying to connect|Connection terminated/.test(error.message)
  );
}
