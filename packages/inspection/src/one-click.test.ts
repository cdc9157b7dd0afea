import { createServer, type IncomingMessage, type Server } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fetchCall } from './fetch-call.ts';
import { isGoodAnswer, look, postAs, providers } from './one-click.ts';

type Seen = { method: string; type: string; body: string; context: string[] };

let server: Server;
let origin: string;
let status = 200;
const seen: Seen[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    void note(request).then(() => response.writeHead(status, { location: '/elsewhere' }).end());
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  origin = typeof address === 'object' && address !== null ? `http://127.0.0.1:${address.port}` : '';
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

async function note(request: IncomingMessage): Promise<void> {
  const context = ['cookie', 'origin', 'referer', 'authorization'].filter((name) => name in request.headers);
  const body = await text(request);
  seen.push({ method: request.method ?? '', type: request.headers['content-type'] ?? '', body, context });
}

describe('postAs', () => {
  it.each(providers)('posts the pair as %s does, without any context (R8058-3, R8058-5)', async (provider) => {
    status = 200;
    const answer = await postAs(provider, `${origin}/u/token`, fetchCall);
    const last = seen.at(-1);
    expect(isGoodAnswer(answer)).toBe(true);
    expect(last).toMatchObject({ method: 'POST', context: [] });
    const form = await new Response(last?.body ?? '', { headers: { 'content-type': last?.type ?? '' } }).formData();
    expect([...form.entries()]).toEqual([['List-Unsubscribe', 'One-Click']]);
  });

  it('takes a redirect for a refusal and does not follow it (R8058-4)', async () => {
    status = 302;
    const before = seen.length;
    const answer = await postAs('gmail', `${origin}/u/token`, fetchCall);
    expect(answer).toEqual({ kind: 'answered', status: 302 });
    expect(isGoodAnswer(answer)).toBe(false);
    expect(seen).toHaveLength(before + 1);
  });

  it('says why there was no answer', async () => {
    const answer = await postAs('gmail', 'http://127.0.0.1:1/u/token', fetchCall);
    expect(answer).toMatchObject({ kind: 'unanswered', reason: expect.stringMatching(/port|ECONNREFUSED/) });
  });
});

describe('look', () => {
  it('opens the address in the three ways that scanners do', async () => {
    status = 200;
    const before = seen.length;
    expect(await look(`${origin}/u/token`, fetchCall)).toMatchObject({ GET: { kind: 'answered', status: 200 } });
    expect(seen.slice(before).map(({ method }) => method)).toEqual(['HEAD', 'GET', 'OPTIONS']);
  });
});
