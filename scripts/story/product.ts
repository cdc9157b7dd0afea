import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePorts } from './free-ports.ts';

/** The whole product as `npm start` runs it, reached only through what the outside may rely on. */
export type Product = {
  apiUrl: string;
  unsubscribeUrl: string;
  mailboxUrl: string;
  /** Where the built-in mailbox takes letters. */
  smtpPort: number;
  apiKey: string;
  /** The process that runs it all. */
  pid: number;
  /** What it has said so far. */
  said(): string;
  /** The process ids of the senders that run now. */
  senders(): number[];
  /** That of the embedded PostgreSQL, which leads a process group; undefined while it is away, or where the database is another's. */
  postgres(): number | undefined;
  /** Ctrl-C; resolves when everything has ended, with the exit code. */
  stop(): Promise<number | null>;
};

const projectRoot = fileURLToPath(new URL('../..', import.meta.url));
const startWithinMs = 120_000;

/** Starts the product on free ports, with a state folder and data services of the caller's choice, and waits until it says it runs. */
export async function startProduct(env: Record<string, string> & { STATE_DIR: string }): Promise<Product> {
  const [api = 0, unsubscribe = 0, smtp = 0, mailbox = 0] = await freePorts(4);
  const apiKey = env['BOOTSTRAP_API_KEY'] ?? `hk_story_${'x'.repeat(35)}`;
  const child = spawn(process.execPath, [path.join(projectRoot, 'scripts/start/main.ts')], {
    cwd: projectRoot,
    env: {
      PATH: process.env['PATH'] ?? '',
      API_PORT: String(api),
      UNSUBSCRIBE_PORT: String(unsubscribe),
      MAILBOX_SMTP_PORT: String(smtp),
      MAILBOX_PORT: String(mailbox),
      BOOTSTRAP_API_KEY: apiKey,
      SEED_DEMO: '0',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      said += String(text);
    });
  }
  await saying(child, () => said, 'Ctrl-C stops everything');
  return {
    apiUrl: `http://localhost:${api}`,
    unsubscribeUrl: `http://localhost:${unsubscribe}`,
    mailboxUrl: `http://localhost:${mailbox}`,
    smtpPort: smtp,
    apiKey,
    pid: child.pid ?? -1,
    said: () => said,
    senders: () => childrenOf(child.pid ?? -1, 'apps/sender/src/main.ts'),
    postgres: () => childrenOf(child.pid ?? -1, '/bin/postgres')[0],
    stop: () => stop(child),
  };
}

function saying(child: ChildProcess, said: () => string, words: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => give(new Error(`The product did not start in time. It said:\n${said()}`)),
      startWithinMs,
    );
    const look = () => {
      if (said().includes(words)) give();
    };
    const give = (error?: Error) => {
      clearTimeout(timer);
      child.stdout?.off('data', look);
      child.off('exit', ended);
      if (error === undefined) resolve();
      else {
        child.kill('SIGTERM');
        reject(error);
      }
    };
    const ended = () => give(new Error(`The product ended. It said:\n${said()}`));
    child.stdout?.on('data', look);
    child.on('exit', ended);
  });
}

function stop(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null) return Promise.resolve(child.exitCode);
  return new Promise((resolve) => {
    child.once('exit', resolve);
    child.kill('SIGINT');
  });
}

/** Direct children of a process whose command line holds some words, by /proc. */
function childrenOf(parent: number, words: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      const stat = text(`/proc/${pid}/stat`);
      return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) === parent;
    })
    .filter((pid) => text(`/proc/${pid}/cmdline`).includes(words))
    .map(Number);
}

function text(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
