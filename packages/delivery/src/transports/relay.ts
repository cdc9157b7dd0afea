import type { Server } from './smtp/server.ts';
import { parseTlsDemand } from './tls-demand.ts';

/** A smarthost, as its URL says it: `smtp://user:pass@host:587?pool=20&tls=required`. `smtps` is TLS from the start. */
export type Relay = Server & {
  /** Connections in all, over every lane. */
  connections: number;
  /** Which SMTP client carries the letters; both keep the same contract. */
  client: RelayClient;
};

const clients = ['pipelining', 'nodemailer'] as const;

/** `pipelining` is our own, for speed (the default); `nodemailer` is for servers that get along better with it. */
export type RelayClient = (typeof clients)[number];

/** Reads SMTP_URL; throws a sentence that never repeats the password. */
export function parseRelay(text: string): Relay {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !['smtp:', 'smtps:'].includes(url.protocol) || url.hostname === '') {
    throw new Error('SMTP_URL must look like smtp://user:password@host:587?pool=20 (or smtps://…:465).');
  }
  const secure = url.protocol === 'smtps:';
  const connections = Number(url.searchParams.get('pool') ?? 40);
  if (!Number.isInteger(connections) || connections < 1 || connections > 1_000) {
    throw new Error(`SMTP_URL has pool=${url.searchParams.get('pool')}: write a number of connections from 1 to 1000.`);
  }
  const wanted = url.searchParams.get('client') ?? 'pipelining';
  const client = clients.find((name) => name === wanted);
  if (client === undefined) {
    throw new Error(`SMTP_URL has client=${wanted}: write pipelining or nodemailer, or leave it out.`);
  }
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const tls = parseTlsDemand(url, host);
  if (tls.mode === 'testing' && client === 'nodemailer') {
    throw new Error('SMTP_URL has tls=testing, which client=nodemailer cannot do: leave one of them out.');
  }
  return {
    host,
    port: Number(url.port || (secure ? 465 : 25)),
    secure,
    tls,
    connections,
    client,
    ...(url.username === ''
      ? {}
      : { auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) } }),
  };
}
