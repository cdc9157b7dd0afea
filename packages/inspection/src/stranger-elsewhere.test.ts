import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newsletter, type SigningDomain, signingDomain } from './fixtures/letters.ts';
import { stranger } from './stranger.ts';
import { strangerElsewhere } from './stranger-elsewhere.ts';

let sender: SigningDomain;
let server: Server;
let origin: string;
let answering: (method: string) => boolean;
let elsewhere: ReturnType<typeof strangerElsewhere>;
beforeAll(() => {
  sender = signingDomain();
});
beforeEach(async () => {
  answering = () => true;
  server = createServer((request, response) => {
    if (answering(request.method ?? '')) response.writeHead(200).end();
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  origin = typeof address === 'object' && address !== null ? `http://127.0.0.1:${address.port}` : '';
  elsewhere = strangerElsewhere();
});
afterEach(async () => {
  await elsewhere.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  expect(strangers()).toEqual([]);
});

/** The processes of strangers that this process has started. */
function strangers(): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && parentOf(name) === process.pid)
    .filter((pid) => text(`/proc/${pid}/cmdline`).includes('stranger-process.ts'))
    .map(Number);
}

function parentOf(pid: string): number {
  const stat = text(`/proc/${pid}/stat`);
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
}

function text(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

describe('strangerElsewhere', () => {
  it('says of a letter what a stranger in this process says, by the keys it is given', async () => {
    const letter = await sender.sign(newsletter(), 'ours');
    const here = stranger();
    for (const published of [sender.published, new Map<string, string>()]) {
      expect(await elsewhere.read(letter, published)).toEqual(await here.read(letter, published));
    }
    const { findings } = await elsewhere.read(letter, sender.published);
    expect(findings.find(({ rule }) => rule.id === 'dkim-passes')).toMatchObject({ verdict: 'met' });
  });

  it('looks at a link and posts to it, and says so where nobody answers', async () => {
    expect(await elsewhere.look(`${origin}/u/token`)).toMatchObject({ GET: { kind: 'answered', status: 200 } });
    expect(await elsewhere.postAs('gmail', `${origin}/u/token`)).toEqual({ kind: 'answered', status: 200 });
    expect(await elsewhere.postAs('gmail', 'http://127.0.0.1:1/u/token')).toMatchObject({ kind: 'unanswered' });
  });

  it('rejects what it is asked when its process dies, and has another for the next question', async () => {
    const asked = new Promise<void>((resolve) => {
      answering = () => {
        resolve();
        return false;
      };
    });
    const answer = elsewhere.postAs('gmail', `${origin}/u/token`);
    await asked;
    for (const pid of strangers()) process.kill(pid, 'SIGKILL');
    await expect(answer).rejects.toThrow('no answer: it ended (SIGKILL)');
    answering = () => true;
    expect(await elsewhere.postAs('gmail', `${origin}/u/token`)).toEqual({ kind: 'answered', status: 200 });
  });

  it('tells its process no secret of ours, and ends it when it is closed', async () => {
    process.env['HIKYAKU_PEPPER'] = 'a secret';
    try {
      await elsewhere.look(`${origin}/u/token`);
      expect(strangers().map((pid) => text(`/proc/${pid}/environ`))).toEqual([expect.not.stringContaining('HIKYAKU')]);
    } finally {
      delete process.env['HIKYAKU_PEPPER'];
    }
    answering = () => false;
    const unanswered = elsewhere.look(`${origin}/u/token`);
    const refused = expect(unanswered).rejects.toThrow('no answer: it was closed');
    await elsewhere.close();
    await refused;
    expect(strangers()).toEqual([]);
  });
});
