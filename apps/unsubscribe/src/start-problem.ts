import { errorCode } from '@hikyaku/log';
import { JournalInUseError } from '@hikyaku/suppression';
import type { Config } from './config.ts';

/** Whether an error says that the database does not answer now, rather than that it is the wrong one or not set up. */
export function isAway(error: unknown): boolean {
  const code = errorCode(error);
  return code === undefined || !/^(28|3D|42)[0-9A-Z]{3}$/.test(code);
}

/** One sentence for a folder in which no journal can be kept. */
export function journalProblem(error: unknown, { journalFolder }: Pick<Config, 'journalFolder'>): string {
  if (error instanceof JournalInUseError) return error.message;
  const reason = error instanceof Error ? error.message : 'no reason given';
  return `The opt-out journal in ${journalFolder} cannot be kept (${reason}): set STATE_DIR to a folder that this process may write to.`;
}
