import type { Held, LetterHolder } from './letter-holder.ts';
import type { TokenSubject } from './unsubscribe-token.ts';

type HolderOf = (subject: TokenSubject) => Promise<Held | undefined>;

const forMs = 60_000;
const most = 1_000;

/**
 * Answers from whom a letter is and of which list, without its person: who presses a mail program's own button is told one sentence that names
 * nobody. A list that was looked up within a minute is not looked up again, so that a thousand people who leave it cost one question.
 */
export function rememberLists(holderOf: HolderOf, nowMs: () => number = () => performance.now()): HolderOf {
  const known = new Map<string, { holder: LetterHolder; until: number }>();
  return async (subject) => {
    const key = `${subject.workspaceId}/${subject.listId}`;
    const remembered = known.get(key);
    if (remembered !== undefined && remembered.until > nowMs()) return { holder: remembered.holder };
    const held = await holderOf(subject);
    if (held?.holder === undefined) return held;
    const holder = { ...held.holder, maskedEmail: null, stopped: { list: false, marketing: false } };
    known.delete(key);
    known.set(key, { holder, until: nowMs() + forMs });
    if (known.size > most) known.delete(known.keys().next().value ?? key);
    return { holder };
  };
}
