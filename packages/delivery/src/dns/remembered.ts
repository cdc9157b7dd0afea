import type { Answer, Resolver } from './answer.ts';

/** Answers kept for each type of record; at some 300 octets each, six megabytes a type. */
const mostAnswers = 20_000;
/** QUIRK: an answer that may not be kept at all is kept for a minute, or a letter to it would be a question (RFC 1035 §3.2.1). */
const shortestSeconds = 60;
const longestSeconds = 86_400;
/** A domain that was mended is found again soon (RFC 2308 §5 would allow three hours). */
const longestNoneSeconds = 900;
/** RFC 2308 §7.1 allows five minutes. */
const troubleSeconds = 30;

/**
 * A resolver that remembers answers for as long as they say, within a minute and a day; that there is nothing, for at most a quarter of
 * an hour; trouble for half a minute. Questions that are alike share one look-up while it is under way. `nowMs` never goes back.
 */
export function remembered(resolver: Resolver, nowMs: () => number, most = mostAnswers): Resolver {
  const keep = <Value>(ask: (name: string) => Promise<Answer<Value>>) => remember(ask, nowMs, most);
  return {
    mx: keep((domain) => resolver.mx(domain)),
    a: keep((host) => resolver.a(host)),
    aaaa: keep((host) => resolver.aaaa(host)),
    txt: keep((name) => resolver.txt(name)),
  };
}

type Kept<Value> = { answer: Promise<Answer<Value>>; untilMs: number };

function remember<Value>(ask: (name: string) => Promise<Answer<Value>>, nowMs: () => number, most: number) {
  const all = new Map<string, Kept<Value>>();
  return (name: string): Promise<Answer<Value>> => {
    const known = all.get(name);
    all.delete(name);
    if (known !== undefined && known.untilMs > nowMs()) {
      // Put behind the others: the first is the one that nobody has asked for the longest.
      all.set(name, known);
      return known.answer;
    }
    const kept: Kept<Value> = { answer: ask(name), untilMs: Number.POSITIVE_INFINITY };
    all.set(name, kept);
    const [oldest] = all.keys();
    if (all.size > most && oldest !== undefined) all.delete(oldest);
    void endWhenDue(kept, nowMs);
    return kept.answer;
  };
}

async function endWhenDue(kept: Kept<unknown>, nowMs: () => number): Promise<void> {
  const answer = await kept.answer;
  kept.untilMs = nowMs() + 1_000 * secondsToKeep(answer);
}

function secondsToKeep(answer: Answer<unknown>): number {
  if (answer.kind === 'trouble') return troubleSeconds;
  const longest = answer.kind === 'found' ? longestSeconds : longestNoneSeconds;
  return Math.min(longest, Math.max(shortestSeconds, answer.ttlSeconds));
}
