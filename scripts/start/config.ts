import { isIP, isIPv4 } from 'node:net';
import type { NamedPort } from '../services/port-taken.ts';

/** What `npm start` itself reads; every app parses its own variables again. */
export type StartConfig = {
  host: string;
  apiPort: number;
  unsubscribePort: number;
  /** Undefined when letters go to somebody else's server, or to many. */
  mailbox: { smtpPort: number; port: number } | undefined;
  smtpUrl: string;
  /** Letters go to their domains' own hosts, and not to `smtpUrl`. */
  direct: boolean;
  publicUrl: string;
  /** Where people write to leave; undefined where no mail is received. */
  inbound: { domain: string; port: number } | undefined;
  senders: number;
  seedDemonstration: boolean;
  /** PostgreSQL and Redis alone: for work on a database that nothing else may touch meanwhile. */
  dataOnly: boolean;
};

/** Reads the environment; every problem is a sentence that says what to write instead. */
export function readConfig(
  env: NodeJS.ProcessEnv,
): { ok: true; config: StartConfig } | { ok: false; problems: string[] } {
  const problems: string[] = [];
  const number = (name: string, standard: number, highest: number): number => {
    const text = env[name];
    if (!text) return standard;
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= 1 && value <= highest) return value;
    problems.push(`${name} is "${text}": write a whole number from 1 to ${highest}, for instance ${name}=${standard}.`);
    return standard;
  };
  const apiPort = number('API_PORT', 3000, 65_535);
  const unsubscribePort = number('UNSUBSCRIBE_PORT', 3001, 65_535);
  const mailbox = { smtpPort: number('MAILBOX_SMTP_PORT', 1025, 65_535), port: number('MAILBOX_PORT', 3025, 65_535) };
  const inboundPort = number('INBOUND_SMTP_PORT', 2525, 65_535);
  const inboundDomain = env['INBOUND_DOMAIN'];
  const senders = number('SENDERS', 1, 64);
  const host = env['HOST'] || '127.0.0.1';
  if (isIP(host) === 0 && host !== 'localhost')
    problems.push(`HOST is "${host}": write an IP address, for instance HOST=127.0.0.1.`);
  const builtIn = `smtp://127.0.0.1:${mailbox.smtpPort}`;
  const smtpUrl = env['SMTP_URL'] || builtIn;
  problems.push(...smtpProblems(smtpUrl), ...serviceProblems(env));
  const publicUrl = env['PUBLIC_URL'] || `http://localhost:${unsubscribePort}`;
  problems.push(...publicUrlProblems(publicUrl));
  if (problems.length > 0) return { ok: false, problems };
  const direct = env['DELIVERY'] === 'direct';
  const usesMailbox = !direct && namesBuiltInMailbox(smtpUrl, mailbox.smtpPort);
  return {
    ok: true,
    config: {
      host,
      apiPort,
      unsubscribePort,
      mailbox: usesMailbox ? mailbox : undefined,
      smtpUrl,
      direct,
      publicUrl: publicUrl.replace(/\/+$/, ''),
      inbound: inboundDomain ? { domain: inboundDomain, port: inboundPort } : undefined,
      senders,
      seedDemonstration: env['SEED_DEMO'] !== '0',
      dataOnly: env['DATA_ONLY'] === '1',
    },
  };
}

/** The ports that a person has named and that must be free. */
export function namedPorts(config: StartConfig): NamedPort[] {
  return [
    { variable: 'API_PORT', port: config.apiPort },
    { variable: 'UNSUBSCRIBE_PORT', port: config.unsubscribePort },
    ...(config.mailbox
      ? [
          { variable: 'MAILBOX_SMTP_PORT', port: config.mailbox.smtpPort },
          { variable: 'MAILBOX_PORT', port: config.mailbox.port },
        ]
      : []),
    ...(config.inbound ? [{ variable: 'INBOUND_SMTP_PORT', port: config.inbound.port }] : []),
  ];
}

/** Whether an address is reached from this machine alone. */
export function isLoopback(url: string): boolean {
  const { hostname } = new URL(url);
  return (
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    hostname === '[::1]' ||
    (isIPv4(hostname) && hostname.startsWith('127.'))
  );
}

function namesBuiltInMailbox(smtpUrl: string, smtpPort: number): boolean {
  return isLoopback(smtpUrl) && new URL(smtpUrl).port === String(smtpPort);
}

function smtpProblems(url: string): string[] {
  if (URL.canParse(url) && /^smtps?:$/.test(new URL(url).protocol) && new URL(url).hostname) return [];
  return [
    'SMTP_URL is not an SMTP address: write smtp://user:password@host:587, or leave it out for the built-in mailbox.',
  ];
}

function publicUrlProblems(url: string): string[] {
  const protocol = URL.canParse(url) ? new URL(url).protocol : '';
  if (protocol === 'https:') return [];
  if (protocol === 'http:' && isLoopback(url)) return [];
  return [
    `PUBLIC_URL is "${url}": write an address with https://, for instance https://mail.example.com (http:// works on localhost only).`,
  ];
}

function serviceProblems(env: NodeJS.ProcessEnv): string[] {
  const wrong = (name: string, protocols: readonly string[]): boolean => {
    const url = env[name];
    return Boolean(url) && !(URL.canParse(url ?? '') && protocols.includes(new URL(url ?? '').protocol));
  };
  return [
    ...(wrong('DATABASE_URL', ['postgres:', 'postgresql:'])
      ? [
          'DATABASE_URL is not a PostgreSQL address: write postgres://user:password@host:5432/hikyaku, or leave it out for the embedded one.',
        ]
      : []),
    ...(wrong('REDIS_URL', ['redis:', 'rediss:'])
      ? ['REDIS_URL is not a Redis address: write redis://host:6379, or leave it out.']
      : []),
  ];
}
