import type { Config } from './config.ts';

/** One sentence for a database that could not be asked at the start: what a person can do about it, and no secret. */
export function databaseProblem(error: unknown): string {
  if (codeOf(error) === '42P01') {
    return 'The database at DATABASE_URL holds no tables of ours yet: run `npm run hikyaku -- migrate` first.';
  }
  const reason = error instanceof Error && error.message !== '' ? error.message : (codeOf(error) ?? 'no reason given');
  return `The database at DATABASE_URL cannot be used (${reason}): check that it runs and that the address is right.`;
}

/** One sentence for a host and port that could not be listened on. */
export function listenProblem(error: unknown, { host, port }: Pick<Config, 'host' | 'port'>): string {
  const code = codeOf(error);
  if (code === 'EADDRINUSE') {
    return `Port ${port} is taken by another program: stop it, or set INBOUND_SMTP_PORT to a free port.`;
  }
  if (code === 'EACCES') {
    return `Port ${port} may not be used by this user: set INBOUND_SMTP_PORT to a port above 1023.`;
  }
  return `HOST=${host} cannot be listened on: set HOST to an address of this machine, for instance 127.0.0.1.`;
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
