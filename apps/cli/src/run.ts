import { readArguments } from './arguments.ts';
import { Refusal, UsageError } from './errors.ts';
import { helpOf, overview, seeHelp } from './help.ts';
import type { Context } from './verb.ts';
import { findVerb, verbs } from './verbs.ts';

/** How a command ended: its exit code, and what to tell on stderr. */
export type Ended = { exitCode: 0 | 1 | 2; complaint: readonly string[] };

/** Carries out one command. */
export async function run(words: readonly string[], context: Context): Promise<Ended> {
  const found = findVerb(words);
  if (found === undefined) return withoutVerb(words, context);
  const { entry, rest } = found;
  try {
    const verb = await entry.load();
    if (asksForHelp(rest)) return show(helpOf(entry, verb), context);
    await verb.run(context, readArguments(verb, rest));
    return done;
  } catch (error) {
    if (error instanceof UsageError) return { exitCode: 2, complaint: [error.message, seeHelp(entry.words)] };
    if (error instanceof Refusal) return { exitCode: 1, complaint: error.lines };
    throw error;
  }
}

const done: Ended = { exitCode: 0, complaint: [] };

function withoutVerb(words: readonly string[], context: Context): Ended {
  const [first, second] = words;
  if (first === 'help' || asksForHelp(words)) {
    const group = verbs.filter((entry) => entry.words[0] === first);
    return show(overview(group.length > 0 ? group : verbs), context);
  }
  if (first === undefined) return { exitCode: 2, complaint: overview(verbs) };
  const group = verbs.filter((entry) => entry.words[0] === first).map((entry) => entry.words[1]);
  if (group.length === 0) return { exitCode: 2, complaint: [`There is no verb "${first}".`, seeHelp([])] };
  const wrong = second === undefined ? `"${first}" is half a verb` : `There is no verb "${first} ${second}"`;
  return { exitCode: 2, complaint: [`${wrong}: write ${first} ${group.join(', or ')}.`, seeHelp([first])] };
}

function asksForHelp(words: readonly string[]): boolean {
  const end = words.indexOf('--');
  return words.slice(0, end < 0 ? words.length : end).some((word) => word === '--help' || word === '-h');
}

function show(lines: readonly string[], context: Context): Ended {
  for (const line of lines) context.say(line);
  return done;
}
