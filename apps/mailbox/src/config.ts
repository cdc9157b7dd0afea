import { logLevels } from './log.ts';
import type { LogLevel } from './log.ts';

/** What the environment says about this app. */
export interface Config {
  host: string;
  smtpPort: number;
  httpPort: number;
  recordPath: string | null;
  logLevel: LogLevel;
}

/** A configuration, or one sentence that says what to write instead. */
export type ReadConfig = { ok: true; config: Config } | { ok: false; problem: string };

/** Reads HOST, MAILBOX_SMTP_PORT, MAILBOX_PORT, MAILBOX_RECORD and LOG_LEVEL; an empty value counts as unset. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): ReadConfig {
  const logLevel = logLevels.find((level) => level === (env['LOG_LEVEL'] || 'info'));
  if (!logLevel) return wrong('LOG_LEVEL', env, `one of ${logLevels.join(', ')}`);
  const smtpPort = port(env['MAILBOX_SMTP_PORT'] || '1025');
  if (smtpPort === null) return wrong('MAILBOX_SMTP_PORT', env, 'a port number from 0 to 65535, for instance 1025');
  const httpPort = port(env['MAILBOX_PORT'] || '3025');
  if (httpPort === null) return wrong('MAILBOX_PORT', env, 'a port number from 0 to 65535, for instance 3025');
  if (smtpPort === httpPort && smtpPort !== 0) {
    return {
      ok: false,
      problem: `MAILBOX_SMTP_PORT and MAILBOX_PORT are both ${smtpPort}; give them different ports.`,
    };
  }
  const host = env['HOST'] || '127.0.0.1';
  if (/[\s/]/.test(host)) return wrong('HOST', env, 'the address or name to listen on, for instance 127.0.0.1');
  return { ok: true, config: { host, smtpPort, httpPort, recordPath: env['MAILBOX_RECORD'] || null, logLevel } };
}

/** One sentence for an error met while starting, or null if it is none that a person can mend by configuration. */
export function startProblem(error: unknown, config: Config): string | null {
  if (!(error instanceof Error) || !('code' in error)) return null;
  const taken = 'port' in error && error.port === config.smtpPort ? 'MAILBOX_SMTP_PORT' : 'MAILBOX_PORT';
  const number = taken === 'MAILBOX_SMTP_PORT' ? config.smtpPort : config.httpPort;
  switch (error.code) {
    case 'EADDRINUSE':
      return `Port ${number} is taken by another program; stop it, or set ${taken} to a free port.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `HOST=${config.host} is no address of this machine; set HOST to one, for instance 127.0.0.1.`;
    case 'EACCES':
      if ('syscall' in error && error.syscall === 'listen') {
        return `Port ${number} may not be used by this user; set ${taken} to a port above 1023.`;
      }
      return recordProblem(config);
    case 'ENOENT':
    case 'EISDIR':
    case 'ENOTDIR':
    case 'EROFS':
      return recordProblem(config);
    default:
      return null;
  }
}

const recordProblem = (config: Config): string =>
  `MAILBOX_RECORD=${config.recordPath} cannot be opened for writing; set it to a file in a folder that exists and is yours.`;

const wrong = (name: string, env: Readonly<Record<string, string | undefined>>, instead: string): ReadConfig => ({
  ok: false,
  problem: `${name}=${env[name]} cannot be used; set it to ${instead}.`,
});

function port(text: string): number | null {
  const number = Number(text);
  return /^\d{1,5}$/.test(text) && number <= 65_535 ? number : null;
}
