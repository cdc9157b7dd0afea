/** One MX record: the lower the preference, the sooner it is tried. The exchange is in lower case, without a dot at its end. */
export type MxRecord = { preference: number; exchange: string };

/**
 * What the DNS says. `none` is an answer too, with its own time to live (RFC 2308); `trouble` is the lack of one (no server answered,
 * SERVFAIL, nonsense), which says nothing of the domain.
 */
export type Answer<Value> =
  | { kind: 'found'; values: readonly Value[]; ttlSeconds: number }
  | { kind: 'none'; why: 'no-such-domain' | 'no-such-record'; ttlSeconds: number }
  | { kind: 'trouble'; error: string };

/** Asks the DNS. Names are host names in lower-case A-labels; aliases (CNAME) are followed. It never throws. */
export interface Resolver {
  mx(domain: string): Promise<Answer<MxRecord>>;
  a(host: string): Promise<Answer<string>>;
  aaaa(host: string): Promise<Answer<string>>;
  /** Each value is a whole record, its strings joined. */
  txt(name: string): Promise<Answer<string>>;
}

/** Whether a text can be asked about: labels of letters, digits, "-" and "_", and no IP address. */
export function isHostName(text: string): boolean {
  return (
    text.length <= 253 &&
    /^(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)*[a-z_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/.test(text)
  );
}
