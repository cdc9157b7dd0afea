import { refuses } from './reply.ts';
import type { Reply } from './reply.ts';

/** The error that makes smtp-server send exactly this reply. */
export function refusal(reply: Reply): Error {
  if (!refuses(reply)) throw new RangeError(`${reply.code} is no refusal`);
  const error = new Error(reply.lines.join(' '));
  // smtp-server hands `message` to the code that writes replies, which takes a list for a multi-line reply.
  Object.defineProperty(error, 'message', { value: reply.lines.length > 1 ? [...reply.lines] : reply.lines[0] });
  return Object.assign(error, { responseCode: reply.code });
}
