import { getServers } from 'node:dns';
import { isIP } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { MailPaths } from '@hikyaku/campaigns';
import { type NameServer, parseNameServer } from '@hikyaku/delivery';
import { type LogLevel, logLevels } from '@hikyaku/log';
import { type Keyring, parseKeyring, parsePepper } from '@hikyaku/message';
import { z } from 'zod';

/** Whose X-Forwarded-For is believed: that of so many proxies in a row, or that of these addresses; 0 is nobody's. */
export type TrustProxy = number | string[];

/** What the environment says about this app. URLs have no slash at their end. */
export type Config = {
  databaseUrl: string;
  redisUrl: string;
  keyring: Keyring;
  pepper: Buffer;
  port: number;
  host: string;
  publicUrl: string;
  trustProxy: TrustProxy;
  mailboxUrl?: string;
  consoleFolder: string;
  spoolFolder: string;
  nameServers: readonly NameServer[];
  mailPaths: MailPaths;
  logLevel: LogLevel;
};

/** A configuration, or one sentence that says what to write instead; it never repeats a secret. */
export type ReadConfig = { ok: true; config: Config } | { ok: false; problem: string };

/** Reads this app's variables, once; an empty one counts as unset. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): ReadConfig {
  const read = variables.safeParse(Object.fromEntries(Object.entries(env).filter(([, value]) => value)));
  if (!read.success)
    return { ok: false, problem: read.error.issues[0]?.message ?? 'The configuration cannot be read.' };
  const { data } = read;
  return {
    ok: true,
    config: {
      databaseUrl: data.DATABASE_URL,
      redisUrl: data.REDIS_URL,
      keyring: data.HIKYAKU_KEYS,
      pepper: data.HIKYAKU_PEPPER,
      port: data.API_PORT,
      host: data.HOST,
      publicUrl: data.PUBLIC_URL.replace(/\/+$/, ''),
      trustProxy: data.TRUST_PROXY,
      ...(data.MAILBOX_PORT === undefined ? {} : { mailboxUrl: `http://localhost:${data.MAILBOX_PORT}` }),
      consoleFolder: fileURLToPath(new URL('../../web/dist', import.meta.url)),
      spoolFolder: data.STATE_DIR === undefined ? os.tmpdir() : path.resolve(data.STATE_DIR, 'spool'),
      nameServers: data.DNS_SERVERS,
      mailPaths: mailPathsOf(data),
      logLevel: data.LOG_LEVEL,
    },
  };
}

/** With a relay it is the relay's name that stands in SPF, and only its provider knows how. */
function mailPathsOf(data: z.infer<typeof variables>): MailPaths {
  return {
    bounceDomain: data.BOUNCE_DOMAIN ?? new URL(data.PUBLIC_URL).hostname,
    inboundDomain: data.INBOUND_DOMAIN,
    ownHost: data.DELIVERY === 'direct' ? data.EHLO_NAME : undefined,
  };
}

function url(protocols: readonly string[], sentence: string) {
  return z
    .string({ error: sentence })
    .refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), sentence);
}

function port(sentence: string) {
  return z
    .string()
    .refine((text) => /^\d{1,5}$/.test(text) && Number(text) <= 65_535, sentence)
    .transform(Number);
}

const pepperSentence = 'HIKYAKU_PEPPER must be 32 bytes in base64: 44 characters that end in "=".';
const publicUrlSentence =
  'PUBLIC_URL must be the https:// address under which letters are left, for instance https://mail.example.com; http:// is for localhost.';

const variables = z.object({
  DATABASE_URL: url(
    ['postgres:', 'postgresql:'],
    'DATABASE_URL must be a PostgreSQL address: postgres://user:password@host:5432/hikyaku.',
  ),
  REDIS_URL: url(['redis:', 'rediss:'], 'REDIS_URL must be a Redis address: redis://host:6379.'),
  HIKYAKU_KEYS: z
    .string({ error: 'HIKYAKU_KEYS is not set: it is in secrets.json of STATE_DIR.' })
    .transform((text, context) => {
      try {
        return parseKeyring(text);
      } catch (error) {
        context.addIssue({
          code: 'custom',
          message: error instanceof Error ? error.message : 'HIKYAKU_KEYS is no keyring.',
        });
        return z.NEVER;
      }
    }),
  HIKYAKU_PEPPER: z.string({ error: pepperSentence }).transform((pepper, context) => {
    try {
      return parsePepper(pepper).bytes;
    } catch (error) {
      context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : pepperSentence });
      return z.NEVER;
    }
  }),
  API_PORT: port('API_PORT must be a port number from 0 to 65535, for instance 3000.').default(3000),
  HOST: z
    .string()
    .refine(
      (host) => host === 'localhost' || isIP(host) !== 0,
      'HOST must be an IP address of this machine, for instance 127.0.0.1.',
    )
    .default('127.0.0.1'),
  PUBLIC_URL: url(['https:', 'http:'], publicUrlSentence)
    .refine(
      (text) => text.startsWith('https:') || (URL.canParse(text) && isLoopback(new URL(text).hostname)),
      publicUrlSentence,
    )
    .default('http://localhost:3001'),
  TRUST_PROXY: z
    .string()
    .default('0')
    .transform((text, context): TrustProxy => {
      if (/^\d$/.test(text)) return Number(text);
      const networks = text.split(',').map((network) => network.trim());
      if (networks.every(isNetwork)) return networks;
      const message =
        'TRUST_PROXY must be how many proxies stand in front of this app (0 to 9), or their addresses: 10.0.0.0/8.';
      context.addIssue({ code: 'custom', message });
      return z.NEVER;
    }),
  MAILBOX_PORT: port('MAILBOX_PORT must be a port number from 0 to 65535, for instance 3025.').optional(),
  DNS_SERVERS: z
    .string()
    .optional()
    .transform((text, context) => {
      const written = text === undefined ? getServers() : text.split(',');
      const read = written.map((one) => parseNameServer(one.trim())).filter((one) => one !== undefined);
      if (read.length === written.length) return read;
      const message =
        'DNS_SERVERS must be IP addresses such as 192.0.2.53 or [2001:db8::53]:53, with commas between them.';
      context.addIssue({ code: 'custom', message });
      return z.NEVER;
    }),
  // The senders read these for themselves, and refuse what cannot be; here they are only repeated to people.
  DELIVERY: z.string().optional(),
  EHLO_NAME: z.string().optional(),
  BOUNCE_DOMAIN: z.string().optional(),
  INBOUND_DOMAIN: z.string().optional(),
  STATE_DIR: z.string().optional(),
  LOG_LEVEL: z.enum(logLevels, { error: `LOG_LEVEL must be one of ${logLevels.join(', ')}.` }).default('info'),
});

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}

function isNetwork(text: string): boolean {
  const [address = '', bits = '8', ...rest] = text.split('/');
  const widest = isIP(address) === 4 ? 32 : 128;
  return (
    isIP(address) !== 0 && rest.length === 0 && /^\d{1,3}$/.test(bits) && Number(bits) >= 1 && Number(bits) <= widest
  );
}
