import { type Logger, pino } from 'pino';

/** The levels of LOG_LEVEL, from nothing to everything. */
export const logLevels = ['silent', 'error', 'warn', 'info', 'debug'] as const;

/** How much is logged. */
export type LogLevel = (typeof logLevels)[number];

/** What this app writes lines with. Never an address, a token or anything of a mail. */
export type Log = Pick<Logger, 'info' | 'warn' | 'error'>;

/** A log of JSON lines on standard output. */
export function openLog(level: LogLevel): Log {
  return pino({ level, base: { app: 'inbound' }, timestamp: pino.stdTimeFunctions.isoTime });
}

/** The facts of an error that are safe to log: a database's error may quote the values of a row in its other fields. */
export function errorFacts(error: unknown): { error: string; code?: string; reason?: string } {
  if (!(error instanceof Error)) return { error: 'unknown' };
  return {
    error: error.name,
    reason: error.message,
    ...('code' in error && typeof error.code === 'string' ? { code: error.code } : {}),
  };
}
