/** One wrong value: where it stands in the body, and what is wrong, in the API's words. */
export type WrongValue = {
  pointer?: string;
  detail: string;
  line?: number;
  column?: number;
  code?: string;
  values?: Readonly<Record<string, string | number>>;
};

/** The API refused, and says why (RFC 9457). `kind` is the last part of its type, such as `invalid` or `conflict`. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly kind: string;
  readonly status: number;
  readonly errors: readonly WrongValue[];
  /** What the refusal is called in every language, and what it speaks of. */
  readonly code: string | undefined;
  readonly values: Readonly<Record<string, string>>;
  /** After how many seconds it may be tried again, where the API said so. */
  readonly retryAfterSeconds: number | undefined;

  constructor(status: number, document: Partial<Record<string, unknown>>, retryAfter: string | null) {
    super(typeof document['detail'] === 'string' ? document['detail'] : `The server answered ${status}.`);
    this.status = status;
    this.kind = typeof document['type'] === 'string' ? (document['type'].split('/').at(-1) ?? '') : 'internal';
    this.errors = Array.isArray(document['errors']) ? document['errors'].filter(isWrongValue) : [];
    this.code = typeof document['code'] === 'string' ? document['code'] : undefined;
    this.values = textsOf(document['values']);
    this.retryAfterSeconds = retryAfter === null ? undefined : Number(retryAfter);
  }
}

/** Whether the API itself refused; anything else that is thrown means that it was not reached. */
export function isProblem(error: unknown): error is Problem {
  return error instanceof Problem;
}

function textsOf(values: unknown): Record<string, string> {
  const entries = typeof values === 'object' && values !== null ? Object.entries(values) : [];
  return Object.fromEntries(
    entries.flatMap(([name, value]) =>
      typeof value === 'string' || typeof value === 'number' ? [[name, String(value)]] : [],
    ),
  );
}

function isWrongValue(value: unknown): value is WrongValue {
  return typeof value === 'object' && value !== null && 'detail' in value && typeof value.detail === 'string';
}
