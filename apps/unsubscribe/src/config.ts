import { isIP } from 'node:net';
import path from 'node:path';
import { type LogLevel, logLevels } from '@hikyaku/log';
import { type Keyring, parseKeyring, parsePepper, type Pepper } from '@hikyaku/message';
import { z } from 'zod';
import { parseTrustProxy, type TrustProxy } from './trust-proxy.ts';

/** What the environment says about this app; `publicUrl` has no slash at its end. */
export type Config = {
  databaseUrl: string;
  keyring: Keyring;
  pepper: Pepper;
  /** Folder of the opt-out journal: it must outlive the process, and be this process's own. */
  journalFolder: string;
  port: number;
  host: string;
  trustProxy: TrustProxy;
  publicUrl: string;
  logLevel: LogLevel;
};

/** A configuration, or one sentence that says what to write instead; the sentence never repeats a secret. */
export type ReadConfig = { ok: true; config: Config } | { ok: false; problem: string };

/** Reads this app's variables; an empty one counts as unset. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): ReadConfig {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const read = variables.safeParse(set);
  if (!read.success) {
    return { ok: false, problem: read.error.issues[0]?.message ?? 'The configuration cannot be read.' };
  }
  const { PUBLIC_URL, UNSUBSCRIBE_PORT: port } = read.data;
  return {
    ok: true,
    config: {
      databaseUrl: read.data.DATABASE_URL,
      keyring: read.data.HIKYAKU_KEYS,
      pepper: read.data.HIKYAKU_PEPPER,
      journalFolder: path.resolve(read.data.STATE_DIR, 'opt-outs'),
      port,
      host: read.data.HOST,
      trustProxy: read.data.TRUST_PROXY,
      publicUrl: (PUBLIC_URL ?? `http://localhost:${port}`).replace(/\/+$/, ''),
      logLevel: read.data.LOG_LEVEL,
    },
  };
}

const text = (sentence: string) => z.string({ error: sentence });

const databaseSentence =
  'DATABASE_URL must name the PostgreSQL database: write postgres://user:password@host:5432/hikyaku.';
const keysSentence =
  'HIKYAKU_KEYS must be a list of <number 1-255>:<base64 of 32 bytes>, newest first, separated by commas.';
const pepperSentence = 'HIKYAKU_PEPPER must be 32 bytes in base64 (44 characters that end in "=").';

const variables = z.object({
  DATABASE_URL: text(databaseSentence).refine(
    (url) => hasProtocol(url, ['postgres:', 'postgresql:']),
    databaseSentence,
  ),
  HIKYAKU_KEYS: text(keysSentence).transform((keys, context) => {
    try {
      return parseKeyring(keys);
    } catch (error) {
      context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : keysSentence });
      return z.NEVER;
    }
  }),
  HIKYAKU_PEPPER: text(pepperSentence).transform((pepper, context) => {
    try {
      return parsePepper(pepper);
    } catch (error) {
      context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : pepperSentence });
      return z.NEVER;
    }
  }),
  STATE_DIR: z.string().default('.hikyaku'),
  UNSUBSCRIBE_PORT: z
    .string()
    .default('3001')
    .refine(isPort, 'UNSUBSCRIBE_PORT must be a port number from 0 to 65535, for instance 3001.')
    .transform(Number),
  HOST: z
    .string()
    .default('127.0.0.1')
    .refine(
      (host) => host === 'localhost' || isIP(host) !== 0,
      'HOST must be an IP address of this machine, for instance 127.0.0.1 (0.0.0.0 for all of them).',
    ),
  TRUST_PROXY: z
    .string()
    .default('0')
    .transform((value, context) => {
      const trust = parseTrustProxy(value);
      if (trust !== undefined) return trust;
      const message =
        'TRUST_PROXY must be the number of proxies in front of this app, or their addresses, for instance 1 or 10.0.0.0/8.';
      context.addIssue({ code: 'custom', message });
      return z.NEVER;
    }),
  PUBLIC_URL: z
    .string()
    .refine(
      (url) => hasProtocol(url, ['https:']) || (hasProtocol(url, ['http:']) && isLoopback(new URL(url).hostname)),
      'PUBLIC_URL must begin with https://, for instance https://mail.example.com (http:// works on localhost only).',
    )
    .optional(),
  LOG_LEVEL: z.enum(logLevels, { error: `LOG_LEVEL must be one of ${logLevels.join(', ')}.` }).default('info'),
});

function hasProtocol(url: string, protocols: readonly string[]): boolean {
  return URL.canParse(url) && protocols.includes(new URL(url).protocol);
}

function isPort(value: string): boolean {
  return /^\d{1,5}$/.test(value) && Number(value) <= 65_535;
}

function isLoopback(hostname: string): boolean {
  return (
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    hostname === '[::1]' ||
    /^127(?:\.\d{1,3}){3}$/.test(hostname)
  );
}
