/** The levels of LOG_LEVEL, from nothing to everything. */
export const logLevels = ['silent', 'error', 'warn', 'info', 'debug'] as const;

/** How much is logged. */
export type LogLevel = (typeof logLevels)[number];

/** One structured line per event; never a letter's text or a token. */
export type Log = (level: Exclude<LogLevel, 'silent'>, event: string, facts?: Record<string, unknown>) => void;

/** Writes JSON lines up to the given level. */
export function createLog(level: LogLevel, write: (line: string) => void): Log {
  const loudest = logLevels.indexOf(level);
  return (eventLevel, event, facts = {}) => {
    if (logLevels.indexOf(eventLevel) > loudest) return;
    write(
      `${JSON.stringify({ time: new Date().toISOString(), level: eventLevel, app: 'mailbox', event, ...facts })}\n`,
    );
  };
}

/** Says nothing, for tests. */
export const silentLog: Log = () => undefined;
