import { once } from 'node:events';
import { createServer } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { errorFacts } from './log.ts';
import { databaseProblem, listenProblem } from './start-problem.ts';

async function failureToListen(host: string, port: number): Promise<unknown> {
  const server = createServer().listen(port, host);
  const [error] = await once(server, 'error');
  return error;
}

describe('listenProblem', () => {
  it('says which port is taken, and which variable frees us of it', async () => {
    const holder = createServer().listen(0, '127.0.0.1');
    await once(holder, 'listening');
    const address = holder.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const at = { host: '127.0.0.1', port, variable: 'API_PORT' };
    expect(listenProblem(await failureToListen('127.0.0.1', port), at)).toBe(
      `Port ${port} is taken by another program: stop it, or set API_PORT to a free port.`,
    );
    holder.close();
  });

  it.each(['203.0.113.7', 'no-such-host.invalid'])('says that %s cannot be listened on', async (host) => {
    const error = await failureToListen(host, 0);
    expect(listenProblem(error, { host, port: 0, variable: 'API_PORT' })).toBe(
      `HOST=${host} cannot be listened on: set HOST to an address of this machine, for instance 127.0.0.1.`,
    );
  });

  it('says nothing of an error that comes from somewhere else', () => {
    const error = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED', syscall: 'connect' });
    expect(listenProblem(error, { host: '127.0.0.1', port: 80, variable: 'API_PORT' })).toBeUndefined();
  });
});

describe('databaseProblem', () => {
  it('sends somebody whose database has no tables to migrate it', () => {
    expect(databaseProblem(Object.assign(new Error('relation "x" does not exist'), { code: '42P01' }))).toContain(
      'run `npm run hikyaku -- migrate` first',
    );
  });

  it('names the code where an error has no words of its own', () => {
    expect(databaseProblem(Object.assign(new Error(''), { code: 'ECONNREFUSED' }))).toContain('(ECONNREFUSED)');
  });
});

describe('errorFacts', () => {
  it('keeps the values of a row that a database quotes out of the log', () => {
    const error = Object.assign(new Error('duplicate key'), { code: '23505', detail: 'Key (email)=(a@example.com)' });
    expect(errorFacts(error)).toEqual({ error: 'Error', reason: 'duplicate key', code: '23505' });
  });
});
