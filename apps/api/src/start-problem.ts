/** One sentence for an error met while starting, which says what a person can do about it; it names no secret. */
export function startProblem(error: unknown, { host, port }: { host: string; port: number }): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const listening = error instanceof Error && 'syscall' in error && error.syscall === 'listen';
  if (listening && code === 'EADDRINUSE')
    return `Port ${port} is taken by another program: stop it, or set API_PORT to a free one.`;
  if (listening && code === 'EACCES') return `Port ${port} is not for this user: set API_PORT to one above 1023.`;
  if (code === 'EADDRNOTAVAIL')
    return `HOST=${host} is no address of this machine: set HOST to one, for instance 127.0.0.1.`;
  if (code === '42P01') return 'The database is not set up for Hikyaku yet: run `npm run hikyaku -- migrate` first.';
  const reason = error instanceof Error && error.message !== '' ? error.message : 'no reason given';
  return `The API cannot start (${reason}): check that the server at DATABASE_URL runs and that the address is right.`;
}
