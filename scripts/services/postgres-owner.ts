import { readFileSync } from 'node:fs';
import { Refusal } from './refusal.ts';

/** Whom Postgres runs as: nobody in particular when we are an ordinary user, an unprivileged user when we are root (Postgres refuses root). */
export function postgresOwner(passwd: () => string = () => readFileSync('/etc/passwd', 'utf8')): Owner | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const users = new Map(
    passwd()
      .split('\n')
      .map((line) => [line.split(':')[0] ?? '', line.split(':')]),
  );
  for (const name of ['nobody', 'postgres', 'daemon']) {
    const [, , uid, gid] = users.get(name) ?? [];
    if (uid && gid && Number(uid) > 0) return { name, uid: Number(uid), gid: Number(gid) };
  }
  throw new Refusal(
    'PostgreSQL does not run as root, and this machine has none of the users nobody, postgres or daemon: run the command as an ordinary user, or set DATABASE_URL.',
  );
}

/** An unprivileged user of the machine. */
export type Owner = { name: string; uid: number; gid: number };
