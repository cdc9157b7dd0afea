import type { Extensions } from './extensions.ts';
import type { Heard, Wire } from './wire.ts';

/** A name and a password for AUTH. */
export type Credentials = { user: string; pass: string };

/**
 * Logs in by AUTH PLAIN, else LOGIN (RFC 4954, 4616). Throws a sentence without the password when that is not possible: also when
 * nothing keeps the password from being read on its way. `unheard` says that it is kept, by TLS or by never leaving this machine.
 */
export async function logIn(
  wire: Wire,
  extensions: Extensions,
  credentials: Credentials,
  unheard: boolean,
  withinMs: number,
): Promise<void> {
  if (!unheard) throw new Error('it wants a password, which is not sent without TLS (R3207-2)');
  if (extensions.auth.has('PLAIN')) return plain(wire, credentials, withinMs);
  if (extensions.auth.has('LOGIN')) return login(wire, credentials, withinMs);
  throw new Error(
    'it takes neither AUTH PLAIN nor AUTH LOGIN: leave user and password out of SMTP_URL, or use another port',
  );
}

async function plain(wire: Wire, { user, pass }: Credentials, withinMs: number): Promise<void> {
  if (`${user}${pass}`.includes('\0')) throw new Error('name or password holds a NUL');
  wire.say(`AUTH PLAIN ${base64(`\0${user}\0${pass}`)}\r\n`, 1);
  expectCode(await wire.hear(withinMs), 235);
}

async function login(wire: Wire, { user, pass }: Credentials, withinMs: number): Promise<void> {
  wire.say('AUTH LOGIN\r\n', 1);
  expectCode(await wire.hear(withinMs), 334);
  wire.say(`${base64(user)}\r\n`, 1);
  expectCode(await wire.hear(withinMs), 334);
  wire.say(`${base64(pass)}\r\n`, 1);
  expectCode(await wire.hear(withinMs), 235);
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}

/** The server's own words are left out beyond its codes: some repeat what they were given, and that is the password. */
function expectCode(heard: Heard, code: number): void {
  if (heard.kind === 'lost') throw new Error(`it went away during AUTH: ${withoutQuotation(heard.error)}`);
  if (heard.code !== code) throw new Error(`it refused the login with ${codesOf(heard.lines)}`);
}

function codesOf(lines: string): string {
  return /^\d{3}(?:[ -][245]\.\d{1,3}\.\d{1,3})?/.exec(lines)?.[0] ?? 'no code';
}

function withoutQuotation(error: string): string {
  return error.replace(/".*"/s, '…');
}
