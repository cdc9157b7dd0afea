import type { CheckCode } from '@hikyaku/campaigns';
import type { FindingCode, FindingValues } from '@hikyaku/rendering';

/** Every kind of problem the API answers with: its status, its title, and what a caller can do about it (shown at /problems/<kind>). */
export const problemKinds = {
  malformed: {
    status: 400,
    title: 'The request cannot be read',
    advice: 'Correct the address, the header or the JSON that `detail` and `errors` name, and send it again.',
  },
  unauthorized: {
    status: 401,
    title: 'A valid API key or session is needed',
    advice: 'Send the header "Authorization: Bearer <key>" with a key that has not been revoked, or sign in.',
  },
  'wrong-sign-in': {
    status: 401,
    title: 'This address and password open nothing',
    advice: 'Check both. Whoever looks after the installation can set a password: `npm run hikyaku -- user password`.',
  },
  'cross-site': {
    status: 403,
    title: 'The request came from another site',
    advice: 'Sessions act only for pages of their own address. Programs use an API key instead.',
  },
  'not-found': {
    status: 404,
    title: 'There is no such thing here',
    advice: 'Check the address and the id. Things of other workspaces are never found.',
  },
  'method-not-allowed': {
    status: 405,
    title: 'This address does not know that method',
    advice: 'Use one of the methods that the Allow header of the answer names.',
  },
  conflict: {
    status: 409,
    title: 'This cannot be done as things stand',
    advice: 'Look at the thing as it is now; `detail` says what can be done instead.',
  },
  'edited-meanwhile': {
    status: 409,
    title: 'Somebody else has changed it since you read it',
    advice: 'Read it again and repeat the change upon what stands there now, or leave it.',
  },
  'repeat-under-way': {
    status: 409,
    title: 'A request with this Idempotency-Key has not been answered',
    advice: 'Wait a moment and repeat the request with the same key. If it stays so, look whether the thing was made.',
  },
  'too-large': {
    status: 413,
    title: 'The body is too large',
    advice: 'Send less at once: JSON may have 1 MiB; people are imported as text/csv.',
  },
  'unsupported-media-type': {
    status: 415,
    title: 'The body is of a kind that is not taken here',
    advice: 'Send the media type that `detail` names, uncompressed.',
  },
  invalid: {
    status: 422,
    title: 'Some values cannot be taken',
    advice: 'Correct each value that `errors` points at and send the request again.',
  },
  'key-reused': {
    status: 422,
    title: 'This Idempotency-Key belongs to another request',
    advice: 'Use a new key for a new request; repeat a request unchanged to get its answer again.',
  },
  'too-many-attempts': {
    status: 429,
    title: 'There were too many attempts',
    advice: 'Wait as long as the Retry-After header says, then try again.',
  },
  internal: {
    status: 500,
    title: 'Something went wrong here',
    advice: 'Repeat the request once. If it fails again, tell the operator the requestId.',
  },
  unavailable: {
    status: 503,
    title: 'The service cannot answer at the moment',
    advice: 'Repeat the request after the time that the Retry-After header names.',
  },
} as const;

/** One of the kinds. */
export type ProblemKind = keyof typeof problemKinds;

/** One wrong value: where it stands (a JSON pointer into the body, or the name of a query parameter or header) and what is wrong. */
export type ValueProblem = {
  pointer?: string;
  parameter?: string;
  header?: string;
  detail: string;
  line?: number;
  column?: number;
  /** What a finding about a letter is called in every language, and what it speaks of. */
  code?: FindingName;
  values?: FindingValues;
};

/** The code of a finding about content, or of one about a campaign. */
export type FindingName = FindingCode | CheckCode;

/** A problem document (RFC 9457). */
export type Problem = {
  type: string;
  title: string;
  status: number;
  detail: string;
  errors?: readonly ValueProblem[];
  /** What a refusal is called in every language, and what it speaks of. */
  code?: string;
  values?: FindingValues;
};

/** Makes a problem document; `detail` is a sentence for the caller and never repeats a secret or an address. */
export function problemOf(kind: ProblemKind, detail: string, errors?: readonly ValueProblem[]): Problem {
  const { status, title } = problemKinds[kind];
  return { type: `/problems/${kind}`, title, status, detail, ...(errors === undefined ? {} : { errors }) };
}

/** A JSON pointer (RFC 6901) to a place in the body. */
export function pointerTo(path: readonly PropertyKey[]): string {
  return path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
