import path from 'node:path';
import {
  type DirectSettings,
  defaultRetrySchedule,
  type NameServer,
  noShapingFile,
  openShapingFile,
  parseRelay,
  parseRetrySchedule,
  type Relay,
  type RetrySchedule,
  type ShapingFile,
} from '@hikyaku/delivery';
import { type LogLevel, logLevels } from '@hikyaku/log';
import { type Keyring, parseKeyring, parsePepper } from '@hikyaku/message';
import { z } from 'zod';
import { directVariables, isFullName } from './direct-variables.ts';
import { parsed } from './parsed.ts';

/** Where letters go: all to one relay, or each to its own domain's hosts over this many connections in all. */
export type Way =
  | { kind: 'relay'; relay: Relay }
  | { kind: 'direct'; settings: Omit<DirectSettings, 'ehloName'>; connections: number };

/** What the environment says about this app. */
export type Config = {
  databaseUrl: string;
  redisUrl: string;
  keyring: Keyring;
  pepper: Buffer;
  /** Folder of the stage journals: it must outlive the process, and be this machine's own. */
  journalFolder: string;
  way: Way;
  nameServers: readonly NameServer[];
  /** Whether a domain that nobody knows travels in the lane of its mail hosts: always where letters go to these. */
  lanesByHosts: boolean;
  ehloName: string;
  publicUrl: string;
  bounceDomain: string;
  /** Where people may write to leave; undefined where no mail is received. */
  inboundDomain: string | undefined;
  schedule: RetrySchedule;
  shaping: ShapingFile;
  leaseSeconds: number;
  /** How long letters in hand may take to finish when the process is told to stop. */
  drainSeconds: number;
  logLevel: LogLevel;
};

/** A configuration, or one sentence that says what to write instead; it never repeats a secret. */
export type ReadConfig = { ok: true; config: Config } | { ok: false; problem: string };

/** Reads this app's variables, once; an empty one counts as unset. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): ReadConfig {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const read = variables.safeParse(set);
  if (!read.success)
    return { ok: false, problem: read.error.issues[0]?.message ?? 'The configuration cannot be read.' };
  const { data } = read;
  if (data.DELIVERY === 'direct' && !isFullName(data.EHLO_NAME)) {
    const problem = `DELIVERY=direct needs EHLO_NAME, this host's full name in the DNS such as mail.example.com; it is "${data.EHLO_NAME}".`;
    return { ok: false, problem };
  }
  return {
    ok: true,
    config: {
      databaseUrl: data.DATABASE_URL,
      redisUrl: data.REDIS_URL,
      keyring: data.HIKYAKU_KEYS,
      pepper: data.HIKYAKU_PEPPER,
      journalFolder: path.resolve(data.STATE_DIR, 'journal'),
      way: wayOf(data),
      nameServers: data.DNS_SERVERS,
      lanesByHosts: data.DELIVERY === 'direct' || data.LANES_BY_MX === 'on',
      ehloName: data.EHLO_NAME,
      publicUrl: data.PUBLIC_URL.replace(/\/+$/, ''),
      bounceDomain: data.BOUNCE_DOMAIN ?? new URL(data.PUBLIC_URL).hostname,
      inboundDomain: data.INBOUND_DOMAIN,
      schedule: data.RETRY_SCHEDULE,
      shaping: data.SHAPING_FILE,
      leaseSeconds: data.LEASE_SECONDS,
      drainSeconds: data.DRAIN_SECONDS,
      logLevel: data.LOG_LEVEL,
    },
  };
}

function wayOf(data: z.infer<typeof variables>): Way {
  if (data.DELIVERY === 'relay') return { kind: 'relay', relay: data.SMTP_URL };
  return {
    kind: 'direct',
    settings: {
      families: data.DIRECT_IP,
      allowed: data.DIRECT_ALLOW,
      port: data.DIRECT_PORT,
    },
    connections: data.DIRECT_CONNECTIONS,
  };
}

const pepperSentence = 'HIKYAKU_PEPPER must be 32 bytes in base64 (44 characters that end in "=").';
const publicUrlSentence =
  'PUBLIC_URL must begin with https://, for instance https://mail.example.com (http:// works on localhost only).';

const variables = z.object({
  DATABASE_URL: z.string({
    error: 'DATABASE_URL must name the PostgreSQL database: write postgres://user:password@host:5432/hikyaku.',
  }),
  REDIS_URL: z.string({ error: 'REDIS_URL must name the Redis server: write redis://host:6379.' }),
  HIKYAKU_KEYS: parsed(z.string({ error: 'HIKYAKU_KEYS is not set.' }), parseKeyring),
  HIKYAKU_PEPPER: z.string({ error: pepperSentence }).transform((pepper, context) => {
    try {
      return parsePepper(pepper).bytes;
    } catch (error) {
      context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : pepperSentence });
      return z.NEVER;
    }
  }),
  STATE_DIR: z.string().default('.hikyaku'),
  SMTP_URL: parsed(z.string().default('smtp://127.0.0.1:1025'), parseRelay),
  DELIVERY: z.enum(['relay', 'direct'], { error: 'DELIVERY must be relay or direct.' }).default('relay'),
  LANES_BY_MX: z.enum(['on', 'off'], { error: 'LANES_BY_MX must be on or off.' }).default('off'),
  ...directVariables,
  EHLO_NAME: z
    .string()
    .regex(
      /^[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$/,
      'EHLO_NAME must be a host name such as mail.example.com.',
    )
    .default('localhost'),
  PUBLIC_URL: z
    .string()
    .refine((url) => isHttps(url) || isLoopbackHttp(url), publicUrlSentence)
    .default('http://localhost:3001'),
  BOUNCE_DOMAIN: z
    .string()
    .regex(/^[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?$/, 'BOUNCE_DOMAIN must be a domain such as bounces.example.com.')
    .optional(),
  INBOUND_DOMAIN: z
    .string()
    .regex(/^[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?$/, 'INBOUND_DOMAIN must be a domain such as in.example.com.')
    .optional(),
  SHAPING_FILE: parsed(z.string().optional(), (file) =>
    file === undefined ? noShapingFile : openShapingFile(path.resolve(file)),
  ),
  RETRY_SCHEDULE: parsed(z.string().optional(), (text) =>
    text === undefined ? defaultRetrySchedule : parseRetrySchedule(text),
  ),
  LEASE_SECONDS: z
    .string()
    .default('15')
    .transform(Number)
    .refine(
      (seconds) => seconds >= 1 && seconds <= 300,
      'LEASE_SECONDS must be a number from 1 to 300, for instance 15.',
    ),
  DRAIN_SECONDS: z
    .string()
    .default('30')
    .transform(Number)
    .refine(
      (seconds) => seconds >= 1 && seconds <= 600,
      'DRAIN_SECONDS must be a number from 1 to 600, for instance 30.',
    ),
  LOG_LEVEL: z
    .enum(logLevels, {
      error: 'LOG_LEVEL must be one of debug, info, warn, error, silent.',
    })
    .default('info'),
});

function isHttps(url: string): boolean {
  return URL.canParse(url) && new URL(url).protocol === 'https:';
}

function isLoopbackHttp(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  return (
    protocol === 'http:' && (hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname))
  );
}
