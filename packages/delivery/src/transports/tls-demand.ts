/**
 * How much TLS a server must give. `opportunistic`: what it offers, with any certificate, else none (RFC 7435). `required`: never
 * without, and its certificate must be trusted and valid for `certificateName`. `testing`: letters go as in `opportunistic`, and what
 * `required` would have refused is reported. These are the modes of an MTA-STS policy too (RFC 8461 §5: none, enforce, testing).
 */
export type TlsDemand =
  | { mode: 'opportunistic' }
  /** Without a name any certificate will do: only on this machine, where nobody stands in between. */
  | { mode: 'required' | 'testing'; certificateName: string | undefined };

/** Reads `tls` and `certificate` of a relay's URL; throws a sentence that never repeats the password. */
export function parseTlsDemand(url: URL, host: string): TlsDemand {
  const wanted = url.searchParams.get('tls');
  const named = url.searchParams.get('certificate') ?? undefined;
  // A password never travels in the clear, except to this machine.
  const owed = url.protocol === 'smtps:' || (url.username !== '' && !isLoopback(host));
  const mode = modes.find((name) => name === (wanted ?? (owed ? 'required' : 'opportunistic')));
  if (mode === undefined) {
    throw new Error(`SMTP_URL has tls=${wanted}: write opportunistic, testing or required, or leave it out.`);
  }
  if (owed && mode !== 'required') {
    throw new Error(`SMTP_URL has tls=${mode}, but smtps and a password need tls=required: leave it out.`);
  }
  if (named !== undefined && !/^[A-Za-z0-9.:-]+$/.test(named)) {
    throw new Error(`SMTP_URL has certificate=${named}: write the host name that the certificate is made out to.`);
  }
  if (mode !== 'opportunistic') return { mode, certificateName: named ?? (isLoopback(host) ? undefined : host) };
  if (named === undefined) return { mode };
  throw new Error('SMTP_URL has certificate=…, which nobody looks at with tls=opportunistic: write tls=required too.');
}

const modes = ['opportunistic', 'testing', 'required'] as const;

/** Whether a host is this machine by its name, so that nobody can listen in between. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || host === '::1' || /^127(?:\.\d{1,3}){3}$/.test(host);
}
