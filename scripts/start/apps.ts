import { availableParallelism } from 'node:os';
import path from 'node:path';
import { startChild } from '../services/child.ts';
import { rotatedLog } from '../services/log-file.ts';
import type { Program } from '../services/program.ts';
import type { RunRecord } from '../services/run-record.ts';
import type { StartConfig } from './config.ts';

/** One app as it is run: its folder under apps/, its own name, the variables it is given, and where it answers. */
export type App = {
  app: string;
  name: string;
  variables: readonly string[];
  healthUrl: string | undefined;
  nodeFlags?: readonly string[];
  /** How far it stands back when the cores are busy (nice): 0 where left out. */
  niceness?: number;
  environment?: Readonly<Record<string, string>>;
};

/** The apps of a run, in the order in which they are started. Each is given only the variables it needs: the unsubscribe app holds no address of any mail server. */
export function appsOf(config: StartConfig): App[] {
  const health = (port: number): string => `http://${reachable(config.host)}:${port}/healthz`;
  const senders = Array.from({ length: config.senders }, (_, index) => ({
    app: 'sender',
    name: config.senders === 1 ? 'sender' : `sender-${index + 1}`,
    variables: [...everywhere, ...data, ...secrets, ...letters],
    healthUrl: undefined,
    ...forManyLetters,
  }));
  return [
    ...(config.mailbox
      ? [
          {
            app: 'mailbox',
            name: 'mailbox',
            variables: [...everywhere, 'MAILBOX_SMTP_PORT', 'MAILBOX_PORT', 'MAILBOX_RECORD'],
            healthUrl: health(config.mailbox.port),
          },
        ]
      : []),
    {
      app: 'api',
      name: 'api',
      variables: [
        ...everywhere,
        ...data,
        ...secrets,
        ...letters,
        'API_PORT',
        'MAILBOX_PORT',
        'BOOTSTRAP_API_KEY',
        'TRUST_PROXY',
      ],
      healthUrl: health(config.apiPort),
    },
    {
      app: 'unsubscribe',
      name: 'unsubscribe',
      variables: [...everywhere, 'DATABASE_URL', ...secrets, 'PUBLIC_URL', 'UNSUBSCRIBE_PORT', 'TRUST_PROXY'],
      healthUrl: health(config.unsubscribePort),
    },
    ...(config.inbound
      ? [
          {
            app: 'inbound',
            name: 'inbound',
            variables: [...everywhere, 'DATABASE_URL', ...secrets, 'INBOUND_DOMAIN', 'INBOUND_SMTP_PORT'],
            healthUrl: undefined,
          },
        ]
      : []),
    ...senders,
  ];
}

/** A sender lets letters in hand finish for DRAIN_SECONDS and ends by itself then. */
function senderPatienceMs({ DRAIN_SECONDS }: Record<string, string>): number {
  return ((Number(DRAIN_SECONDS) || 30) + 5) * 1_000;
}

/**
 * A sender makes garbage by the hundred MB a second: letters are collected early, so that it stays below 250 MB where it would grow to
 * 430; one of glibc's heaps is enough for it (a second takes 15 MB, one for each thread more, and no run was faster for them). The thread
 * pool signs transactional letters: more threads than cores would get in each other's way. A sender takes all it can get, so it stands
 * back: somebody who leaves, or looks at a page, is waiting. Decision 030.
 */
const forManyLetters = {
  nodeFlags: ['--heap-growing-percent=45', '--max-semi-space-size=14'],
  niceness: 10,
  environment: { MALLOC_ARENA_MAX: '1', UV_THREADPOOL_SIZE: String(Math.max(2, availableParallelism())) },
};

/**
 * How an app is started and stopped. What node makes of its source is kept for the next start, which so is quicker by half a second and
 * smaller by 20 MB: nothing has to be stripped of its types. Apps stop before the mailbox, the mailbox before the data services.
 */
export function appProgram(
  app: App,
  run: { environment: Record<string, string>; projectRoot: string; logs: string; record: RunRecord },
): Program {
  const logFile = rotatedLog(run.logs, app.name);
  return {
    name: app.name,
    logFile,
    readyWithinMs: 60_000,
    launch: () =>
      startChild({
        name: app.name,
        ...standingBack(app, [
          process.execPath,
          ...(app.nodeFlags ?? []),
          path.join(run.projectRoot, 'apps', app.app, 'src', 'main.ts'),
        ]),
        env: {
          NODE_COMPILE_CACHE: path.join(run.projectRoot, '.cache', 'compiled'),
          ...ambient(process.env),
          ...app.environment,
          ...pick(run.environment, app.variables),
        },
        cwd: run.projectRoot,
        logFile,
        record: run.record,
        stopSignal: 'SIGTERM',
        stage: stageOf(app),
        patienceMs: app.app === 'sender' ? senderPatienceMs(run.environment) : 20_000,
        ipc: true,
      }),
    answers: async (child) => (app.healthUrl ? isHealthy(app.healthUrl) : child.hasSaidReady()),
  };
}

/** By `nice`, which becomes the program: set from outside it would reach the main thread alone. */
function standingBack({ niceness = 0 }: App, [command = '', ...args]: string[]): { command: string; args: string[] } {
  return niceness === 0 ? { command, args } : { command: 'nice', args: ['-n', String(niceness), command, ...args] };
}

/** Stages of stopping: higher ones first. The mailbox outlives the senders, so that letters on the wire get their answer. */
export function stageOf(app: App): number {
  return app.app === 'mailbox' ? 2 : 3;
}

const everywhere = ['HOST', 'STATE_DIR', 'LOG_LEVEL'];
const data = ['DATABASE_URL', 'REDIS_URL'];
const secrets = ['HIKYAKU_KEYS', 'HIKYAKU_PEPPER'];
const letters = [
  'PUBLIC_URL',
  'SMTP_URL',
  'DELIVERY',
  'DNS_SERVERS',
  'LANES_BY_MX',
  'DIRECT_IP',
  'DIRECT_ALLOW',
  'DIRECT_PORT',
  'DIRECT_CONNECTIONS',
  'EHLO_NAME',
  'BOUNCE_DOMAIN',
  'INBOUND_DOMAIN',
  'RETRY_SCHEDULE',
  'LEASE_SECONDS',
  'SHAPING_FILE',
  'DRAIN_SECONDS',
];

/** Every variable of ours: an app sees those that it is given, and no others. */
export const productVariables: readonly string[] = [
  everywhere,
  data,
  secrets,
  letters,
  ['API_PORT', 'UNSUBSCRIBE_PORT', 'MAILBOX_SMTP_PORT', 'MAILBOX_PORT', 'MAILBOX_RECORD', 'INBOUND_SMTP_PORT'],
  ['BOOTSTRAP_API_KEY', 'TRUST_PROXY', 'SENDERS', 'SEED_DEMO'],
].flat();

/** The machine's own variables (PATH, TZ, certificates …), without ours and npm's. */
function ambient(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => !productVariables.includes(name) && !/^npm_/i.test(name)),
  );
}

function pick(from: Record<string, string>, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(from).filter(([name]) => names.includes(name)));
}

/** The address under which this machine reaches what listens on a host; 0.0.0.0 and :: mean every address. */
function reachable(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return host.includes(':') ? `[${host}]` : host;
}

async function isHealthy(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2_000) });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}
