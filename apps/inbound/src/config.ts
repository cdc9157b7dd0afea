import { isIP } from 'node:net';
import { type LogLevel, logLevels } from '@hikyaku/log';
import { type Keyring, parseKeyring, parsePepper, type Pepper } from '@hikyaku/message';
import { z } from 'zod';

/** What the environment says about this app; `domain` is in lower case. */
export type Config = {
  databaseUrl: string;
  keyring: Keyring;
  pepper: Pepper;
  domain: string;
  port: number;
  host: string;
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
  const { data } = read;
  return {
    ok: true,
    config: {
      databaseUrl: data.DATABASE_URL,
      keyring: data.HIKYAKU_KEYS,
      pepper: data.HIKYAKU_PEPPER,
      domain: data.INBOUND_DOMAIN,
      port: data.INBOUND_SMTP_PORT,
      host: data.HOST,
      logLevel: data.LOG_LEVEL,
    },
  };
}

const databaseSentence =
  'DATABASE_URL must name the PostgreSQL database: write postgres://user:password@host:5432/hikyaku.';
const keysSentence =
  'HIKYAKU_KEYS must be a list of <number 1-255>:<base64 of 32 bytes>, newest first, separated by commas.';
const pepperSentence = 'HIKYAKU_PEPPER must be 32 bytes in base64 (44 characters that end in "=").';
const domainSentence =
  'INBOUND_DOMAIN must be the domain in the addresses that people write to, such as in.example.com, the same as the senders are given.';

const variables = z.object({
  DATABASE_URL: z
    .string({ error: databaseSentence })
    .refine(
      (url) => URL.canParse(url) && ['postgres:', 'postgresql:'].includes(new URL(url).protocol),
      databaseSentence,
    ),
  HIKYAKU_KEYS: z.string({ error: keysSentence }).transform((keys, context) => {
    try {
      return parseKeyring(keys);
    } catch (error) {
      context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : keysSentence });
      return z.NEVER;
    }
  }),
  HIKYAKU_PEPPER: z.string({ error: pepperSentence }).transform((pepper, context) => {
    try {
      return parsePepper(pepper);
    } catch (error) {
      context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : pepperSentence });
      return z.NEVER;
    }
  }),
  INBOUND_DOMAIN: z.string({ error: domainSentence }).regex(/^[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?$/, domainSentence),
  INBOUND_SMTP_PORT: z
    .string()
    .default('2525')
    .refine(
      (port) => /^\d{1,5}$/.test(port) && Number(port) <= 65_535,
      'INBOUND_SMTP_PORT must be a port number from 0 to 65535, for instance 2525.',
    )
    .transform(Number),
  HOST: z
    .string()
    .default('127.0.0.1')
    .refine(
      (host) => host === 'localhost' || isIP(host) !== 0,
      'HOST must be an IP address of this machine, for instance 127.0.0.1 (0.0.0.0 for all of them).',
    ),
  LOG_LEVEL: z.enum(logLevels, { error: `LOG_LEVEL must be one of ${logLevels.join(', ')}.` }).default('info'),
});
