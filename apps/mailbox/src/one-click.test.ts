import http from 'node:http';
import { once } from 'node:events';
import { afterEach, describe, expect, it } from '@jest/globals';
import { oneClickOffer, postOneClick } from './one-click.ts';

const post = 'List-Unsubscribe-Post: List-Unsubscribe=One-Click';

describe('oneClickOffer', () => {
  it('R8058-1 finds the one web address, whatever stands beside it', () => {
    const header = `List-Unsubscribe: <mailto:u@x.example>, <https://x.example/u/t>\r\n${post}\r\n`;
    expect(oneClickOffer(header)).toEqual({ kind: 'offered', url: 'https://x.example/u/t' });
  });

  it('R8058-1 finds none where a strict client would show no button', () => {
    const headers = [
      '',
      'List-Unsubscribe: <https://x.example/u/t>\r\n',
      `${post}\r\n`,
      `List-Unsubscribe: <mailto:u@x.example>\r\n${post}\r\n`,
      `List-Unsubscribe: https://x.example/u/t\r\n${post}\r\n`,
      `List-Unsubscribe: <https://x.example/u/t>\r\n${post}\r\n${post}\r\n`,
      `List-Unsubscribe: <https://x.example/u/t>\r\nList-Unsubscribe: <https://y.example/>\r\n${post}\r\n`,
      'List-Unsubscribe: <https://x.example/u/t>\r\nList-Unsubscribe-Post: yes\r\n',
    ];
    expect(headers.map((header) => oneClickOffer(header).kind)).toEqual(headers.map(() => 'none'));
  });
});

describe('postOneClick', () => {
  const servers: http.Server[] = [];
  afterEach(() => {
    for (const server of servers.splice(0)) server.close();
  });

  async function answering(status: number, headers: Record<string, string> = {}) {
    const seen: { method: string | undefined; headers: http.IncomingHttpHeaders; body: string }[] = [];
    const server = http.createServer((request, response) => {
      let body = '';
      request.on('data', (piece: Buffer) => (body += piece.toString()));
      request.on('end', () => {
        seen.push({ method: request.method, headers: request.headers, body });
        response.writeHead(status, headers).end('done');
      });
    });
    servers.push(server);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    return { seen, url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/u/token` };
  }

  it('R8058-3 sends the pair urlencoded, R8058-5 without any context', async () => {
    const { seen, url } = await answering(200);
    expect(await postOneClick(url)).toMatchObject({ kind: 'answered', status: 200 });
    expect(seen).toHaveLength(1);
    expect(seen[0]).toMatchObject({ method: 'POST', body: 'List-Unsubscribe=One-Click' });
    expect(Object.keys(seen[0]?.headers ?? {}).toSorted()).toEqual([
      'connection',
      'content-length',
      'content-type',
      'host',
      'user-agent',
    ]);
    expect(seen[0]?.headers).toMatchObject({
      'content-type': 'application/x-www-form-urlencoded',
      'content-length': '26',
    });
  });

  it('R8058-4 does not follow a redirect', async () => {
    const { seen, url } = await answering(302, { location: '/elsewhere' });
    expect(await postOneClick(url)).toMatchObject({ kind: 'answered', status: 302 });
    expect(seen).toHaveLength(1);
  });

  it('refuses every host but this machine', async () => {
    const urls = [
      'https://example.com/u',
      'http://10.0.0.1/u',
      'http://127.0.0.1.example.com/u',
      'http://localhost.example/u',
    ];
    expect((await Promise.all(urls.map((url) => postOneClick(url)))).map((result) => result.kind)).toEqual(
      urls.map(() => 'refused'),
    );
  });

  it('says when nobody answers', async () => {
    const { url } = await answering(200);
    await new Promise((resolve) => servers.pop()?.close(resolve));
    expect(await postOneClick(url)).toMatchObject({ kind: 'failed' });
  });

  it('gives up after its time-out', async () => {
    const server = http.createServer(() => undefined);
    servers.push(server);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/`;
    expect(await postOneClick(url, 30)).toEqual({ kind: 'failed', message: 'no answer within 0.03 s' });
    server.closeAllConnections();
  });
});
