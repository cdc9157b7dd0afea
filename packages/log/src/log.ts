import { isNativeError } from 'node:util/types';
import { type Logger, pino } from 'pino';
import { errorCode } from './start-problem.ts';

/** The levels of LOG_LEVEL, from nothing to everything. */
export const logLevels = ['silent', 'error', 'warn', 'info', 'debug'] as const;

/** How much is logged. */
export type LogLevel = (typeof logLevels)[number];

/** What an app writes lines with: the facts, then what happened. Never a mail address, a key, a token or a body. */
export type Log = Pick<Logger, 'info' | 'warn' | 'error'>;

/** A log of JSON lines on standard output, each with the name of the app. */
export function openLog(app: string, level: LogLevel): Log {
  return pino({ level, base: { app }, timestamp: pino.stdTimeFunctions.isoTime });
}

/** The facts of an error that are safe to log: a database's error may quote the values of a row in its other fields. */
export function errorFacts(error: unknown): { error: string; code?: string; reason?: string } {
  if (!isNativeError(error)) return { error: 'unknown' };
  const code = errorCode(error);
  return { error: error.name, reason: error.message, ...(code !== undefined && { code }) };
}
