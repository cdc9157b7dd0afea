import { isNativeError } from 'node:util/types';

/** One sentence for a database that could not be asked at the start: what a person can do about it, and no secret. */
export function databaseProblem(error: unknown): string {
  if (errorCode(error) === '42P01') {
    return 'The database at DATABASE_URL holds no tables of ours yet: run `npm run hikyaku -- migrate` first.';
  }
  const reason = isNativeError(error) && error.message !== '' ? error.message : (errorCode(error) ?? 'no reason given');
  return `The database at DATABASE_URL cannot be used (${reason}): check that it runs and that the address is right.`;
}

/**
 * One sentence for a host and port that could not be listened on; undefined for an error of something else. `variable` is where the port is
 * set.
 */
export function listenProblem(
  error: unknown,
  { host, port, variable }: { host: string; port: number; variable: string },
): string | undefined {
  if (!isNativeError(error) || !isOfListening(error, host)) return undefined;
  const code = errorCode(error);
  if (code === 'EADDRINUSE') {
    return `Port ${port} is taken by another program: stop it, or set ${variable} to a free port.`;
  }
  if (code === 'EACCES') return `Port ${port} may not be used by this user: set ${variable} to a port above 1023.`;
  return `HOST=${host} cannot be listened on: set HOST to an address of this machine, for instance 127.0.0.1.`;
}

/** A name in place of an address is looked up first. */
function isOfListening(error: Error, host: string): boolean {
  const syscall = 'syscall' in error ? error.syscall : undefined;
  return syscall === 'listen' || (syscall === 'getaddrinfo' && 'hostname' in error && error.hostname === host);
}

/** The code of an error, such as `ECONNREFUSED` or an SQLSTATE. */
export function errorCode(error: unknown): string | undefined {
  return isNativeError(error) && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
