import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createApiKey, createWorkspace } from '@hikyaku/campaigns';
import { type Db, openDb, openPool } from '@hikyaku/database';
import { testDatabase } from '@hikyaku/database/testing';
import { nameServers } from '@hikyaku/delivery';
import type { Log } from '@hikyaku/log';
import { parseKeyring } from '@hikyaku/message';
import { openCampaignWatch } from './campaigns/campaign-watch.ts';
import type { Dependencies } from './dependencies.ts';
import { openImports } from './imports/background.ts';
import type { Route } from './http/route.ts';
import { listen } from './listen.ts';
import { apiRoutes } from './routes.ts';
import { createServer } from './server.ts';
import type { Body } from './testing-body.ts';

/** An answer, its JSON read where it has any. */
export type Answer = { status: number; headers: Headers; body: Body; text: string };

/** Somebody with a key: what they can ask of the running app. */
export type Client = {
  workspaceId: string;
  key: string;
  ask(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
};

/** The app on a free port over a database of its own, two workspaces, and what it logged and woke. */
export type TestApp = {
  url: string;
  port: number;
  db: Db;
  databaseUrl: string;
  deps: Dependencies;
  mine: Client;
  theirs: Client;
  log: string[];
  woken: number[];
  reminded: string[];
  newClient(name: string): Promise<Client>;
  /** Resolves when every import so far has ended. */
  importsEnded(): Promise<void>;
  close(): Promise<void>;
};

/** Starts the app as `main.ts` does, but with Redis played by two lists. */
export async function startTestApp(changes: Partial<Dependencies> = {}): Promise<TestApp> {
  const database = await testDatabase();
  const spoolFolder = mkdtempSync(path.join(os.tmpdir(), 'hikyaku-api-test-'));
  const log: string[] = [];
  const woken: number[] = [];
  const reminded: string[] = [];
  const write = (facts: unknown, message?: string) => void log.push(JSON.stringify({ facts, message }));
  const logger = { info: write, warn: write, error: write } as unknown as Log;
  const pepper = Buffer.alloc(32, 7);
  const importing = openDb(openPool({ url: database.url, applicationName: 'test-imports', maxConnections: 8 }));
  const imports = openImports(importing, pepper, logger);
  const ended: Promise<void>[] = [];
  const deps: Dependencies = {
    db: database.db,
    pepper,
    keyring: parseKeyring(`1:${Buffer.alloc(32, 1).toString('base64')}`),
    publicUrl: 'http://localhost:3001',
    wake: async (slotIds) => void woken.push(...slotIds),
    remind: async (campaignId) => void reminded.push(campaignId),
    pingRedis: async () => {},
    log: logger,
    trustProxy: 0,
    imports: {
      ...imports,
      start(begun) {
        const end = imports.start(begun);
        ended.push(end);
        return end;
      },
    },
    spoolFolder,
    watch: openCampaignWatch(database.db),
    consoleFolder: path.join(spoolFolder, 'no-console'),
    mailboxUrl: 'http://localhost:3025',
    resolver: nameServers([]),
    mailPaths: { bounceDomain: 'bounces.example.com', inboundDomain: undefined, ownHost: 'mail.example.com' },
    waiting: { mostMs: 200 },
    ...changes,
  };
  const listening = await listen(createServer(deps), { host: '127.0.0.1', port: 0 });
  const url = `http://127.0.0.1:${listening.port}`;
  const routes = apiRoutes(deps);
  const newClient = async (name: string): Promise<Client> => {
    const made = await createWorkspace(database.db, {
      name,
      legalName: name,
      postalAddress: 'Tokyo',
      contact: 'me@a.jp',
    });
    if (made.kind !== 'created') throw new Error('no workspace');
    const { key } = await createApiKey(database.db, made.workspace.id, `key of ${name}`);
    return { workspaceId: made.workspace.id, key, ask: asker(url, key, routes) };
  };
  return {
    url,
    port: listening.port,
    db: database.db,
    databaseUrl: database.url,
    deps,
    mine: await newClient('mine'),
    theirs: await newClient('theirs'),
    log,
    woken,
    reminded,
    newClient,
    async importsEnded() {
      await Promise.all(ended);
    },
    async close() {
      deps.watch.close();
      await listening.drain(1_000);
      await imports.drain();
      await importing.destroy();
      await database.drop();
      rmSync(spoolFolder, { recursive: true });
    },
  };
}

function asker(url: string, key: string, routes: readonly Route[]): Client['ask'] {
  return async (method, path, body, headers = {}) => {
    const isText = typeof body === 'string' || body instanceof Uint8Array;
    const response = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${key}`,
        ...(body === undefined || isText ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: isText ? (body as BodyInit) : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    const answer: Answer = {
      status: response.status,
      headers: response.headers,
      text,
      body: isJson ? JSON.parse(text) : ({} as Body),
    };
    assertDocumented(routes, `${method} ${path.replace(/\?.*/s, '')}`, answer);
    return answer;
  };
}

/** Every answer a test gets is also one that the document promises. */
function assertDocumented(routes: readonly Route[], what: string, answer: Answer): void {
  if (answer.status >= 400) {
    const { type, title, status, detail, requestId } = answer.body;
    if (type && title && detail && requestId && Number(status) === answer.status) return;
    throw new Error(`${what} answered ${answer.status} without a problem document: ${answer.text}`);
  }
  const route = routes.find((one) =>
    new RegExp(`^${one.method} ${one.path.replace(/:\w+/g, '[^/]+')}$`, 'i').test(what),
  );
  const documented = route?.answers[answer.status];
  if (documented === undefined) throw new Error(`${what} answered ${answer.status}, which is not documented.`);
  if (documented.body === undefined || typeof documented.body === 'string') return;
  const parsed = documented.body.safeParse(answer.body);
  if (!parsed.success) throw new Error(`${what} answered what is not documented: ${parsed.error.message}`);
}
