import os from 'node:os';

/** Who sits at the command line, as records name them: this machine's user. */
export function operator(): string {
  return `${userName()} (command line)`;
}

/** A user without an entry in the machine's list of users has a number only. */
function userName(): string {
  try {
    return os.userInfo().username;
  } catch {
    return `user ${process.getuid?.() ?? 'unknown'}`;
  }
}
