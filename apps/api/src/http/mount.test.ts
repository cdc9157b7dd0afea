import { once } from 'node:events';
import { expect, it } from '@jest/globals';
import express from 'express';
import { listen } from '../listen.ts';
import { startTestApp } from '../testing.ts';
import { mount } from './mount.ts';
import { noBody } from './payload.ts';
import { ok } from './reply.ts';
import { defineOpenRoute, none } from './route.ts';

it('tells a handler that whoever asked has gone, and leaves what only they wanted to know', async () => {
  const app = await startTestApp();
  const [asked, left] = [Promise.withResolvers<void>(), Promise.withResolvers<AbortSignal>()];
  const failures: unknown[] = [];
  const waits = defineOpenRoute({
    method: 'get',
    path: '/waits',
    tag: 'test',
    summary: 'Waits until nobody waits for it',
    params: none,
    query: none,
    body: noBody,
    answers: {},
    async handle({ signal }) {
      asked.resolve();
      await once(signal, 'abort');
      left.resolve(signal);
      signal.throwIfAborted();
      return ok({});
    },
  });
  const server = express().use(mount(app.db, [waits]));
  server.use((error: unknown, _request: unknown, _response: unknown, _next: unknown) => void failures.push(error));
  const listening = await listen(server, { host: '127.0.0.1', port: 0 });
  try {
    const client = new AbortController();
    const answer = fetch(`http://127.0.0.1:${listening.port}/waits`, { signal: client.signal });
    answer.catch(() => {});
    await asked.promise;
    client.abort();
    expect((await left.promise).aborted).toBe(true);
    await expect(answer).rejects.toThrow();
  } finally {
    await listening.drain(1_000);
    await app.close();
  }
  expect(failures).toEqual([]);
});
