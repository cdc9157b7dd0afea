/** The name of the cookie that carries a session. */
const name = 'hikyaku_session';

const days = 90;

/** The token in a Cookie header, or undefined when it carries none of ours. */
export function sessionTokenOf(cookie: string | undefined): string | undefined {
  return new RegExp(`(?:^|;\\s*)${name}=([\\w-]{43})(?:;|$)`).exec(cookie ?? '')?.[1];
}

/** Set-Cookie for a new session: no script reads it, no other site's page sends it, and over https it never travels in the clear. */
export function sessionCookie(token: string, secure: boolean): string {
  return `${name}=${token}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${days * 86_400}${secure ? '; Secure' : ''}`;
}

/** Set-Cookie that takes the session out of the browser. */
export function noSessionCookie(secure: boolean): string {
  return `${name}=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0${secure ? '; Secure' : ''}`;
}
