import type { Config } from './config.ts';

/** One sentence for an error met while starting, which says what a person can do about it; it names no secret. */
export function startProblem(error: unknown, config: Pick<Config, 'host' | 'port'>): string {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  const listening = error instanceof Error && 'syscall' in error && error.syscall === 'listen';
  if (listening && code === 'EADDRINUSE') {
    return `Port ${config.port} is taken by another program: stop it, or set UNSUBSCRIBE_PORT to a free port.`;
  }
  if (listening && code === 'EACCES') {
    return `Port ${config.port} may not be used by this user: set UNSUBSCRIBE_PORT to a port above 1023.`;
  }
  if (code === 'EADDRNOTAVAIL') {
    return `HOST=${config.host} is no address of this machine: set HOST to one, for instance 127.0.0.1.`;
  }
  if (code === '42P01') {
    return 'The database at DATABASE_URL holds no tables of ours yet: run `npm run hikyaku -- migrate` first.';
  }
  const reason = error instanceof Error && error.message !== '' ? error.message : (code ?? 'no reason given');
  return `The database at DATABASE_URL cannot be used (${reason}): check that it runs and that the address is right.`;
}
