import { domainToASCII } from 'node:url';
import { number, object, only, ScriptProblem, seedText } from './json-shape.ts';
import { parseReply, refuses } from './reply.ts';
import type { Reply } from './reply.ts';
import { dropMoments, stages } from './script.ts';
import type { Deed, DropMoment, Match, Rule, Stage } from './script.ts';

/** Reads one rule; `place` names it in problems, `seed` keeps the shares of different rules independent. */
export function readRule(json: unknown, place: string, seed: string): Rule {
  const rule = object(json, place);
  only(rule, ['match', 'at', 'do'], place);
  const at = stages.find((stage) => stage === rule['at']);
  if (!at) throw new ScriptProblem(`${place}.at must be one of ${stages.join(', ')}`);
  const match = readMatch(rule['match'] ?? {}, `${place}.match`, seed);
  if ((at === 'connect' || at === 'mail') && (match.recipient || match.domain)) {
    throw new ScriptProblem(
      `${place}: at '${at}' the recipient is not known yet; match recipient or domain at 'rcpt', 'data' or 'dot'`,
    );
  }
  return { match, at, deed: readDeed(rule['do'], `${place}.do`, at) };
}

function readMatch(json: unknown, place: string, seed: string): Match {
  const match = object(json, place);
  only(match, ['recipient', 'domain', 'share', 'seed', 'attempts'], place);
  const { recipient, domain, share, attempts } = match;
  return {
    recipient: recipient === undefined ? null : pattern(recipient, `${place}.recipient`),
    domain: domain === undefined ? null : domainName(domain, `${place}.domain`),
    share: share === undefined ? null : number(share, `${place}.share`, { from: 0, to: 1 }),
    seed: match['seed'] === undefined ? seed : seedText(match['seed'], `${place}.seed`),
    attempts: attempts === undefined ? null : range(attempts, `${place}.attempts`),
  };
}

function pattern(value: unknown, place: string): RegExp {
  if (typeof value !== 'string') throw new ScriptProblem(`${place} must be a regular expression in quotes`);
  try {
    return new RegExp(value, 'i');
  } catch (cause) {
    throw new ScriptProblem(`${place} is no regular expression that JavaScript understands: ${value}`, { cause });
  }
}

function domainName(value: unknown, place: string): string {
  const name = typeof value === 'string' ? domainToASCII(value) : '';
  if (!name) throw new ScriptProblem(`${place} must be a domain name, for instance "example.com"`);
  return name.toLowerCase();
}

function range(value: unknown, place: string): { from: number; to: number } {
  if (!Array.isArray(value) || value.length !== 2) {
    throw new ScriptProblem(`${place} must be a pair such as [1, 1], or [2, null] for the second time and later`);
  }
  const [first, last]: unknown[] = value;
  const from = number(first, `${place}[0]`, { from: 1, whole: true });
  return { from, to: last === null ? Number.POSITIVE_INFINITY : number(last, `${place}[1]`, { from, whole: true }) };
}

function readDeed(json: unknown, place: string, at: Stage): Deed {
  const deed = object(json, place);
  const [name, ...more] = Object.keys(deed);
  if (name === undefined || more.length > 0) {
    throw new ScriptProblem(`${place} must hold exactly one deed; write two rules for two deeds`);
  }
  const value = deed[name];
  const inside = `${place}.${name}`;
  switch (name) {
    case 'reply':
      return { kind: 'reply', reply: scriptedReply(value, inside, at) };
    case 'delayMs':
      return { kind: 'delay', delayMs: number(value, inside, { from: 0, to: 3_600_000 }) };
    case 'drop':
      return { kind: 'drop', when: dropMoment(value, inside, at) };
    case 'greylistSeconds':
      if (at === 'connect' || at === 'mail') {
        throw new ScriptProblem(`${inside}: a recipient is greylisted at 'rcpt', 'data' or 'dot', not at '${at}'`);
      }
      return { kind: 'greylist', seconds: number(value, inside, { from: 0 }) };
    case 'closeAfter':
      return { kind: 'closeAfter', letters: number(value, inside, { from: 1, whole: true }) };
    case 'pace':
      return { kind: 'pace', lettersPerSecond: number(pace(value), inside, { from: 0.001 }) };
    default:
      throw new ScriptProblem(
        `${place} knows reply, delayMs, drop, greylistSeconds, closeAfter and pace; it does not know "${name}"`,
      );
  }
}

/** `{"pace": 10}` and `{"pace": {"lettersPerSecond": 10}}` mean the same. */
const pace = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && 'lettersPerSecond' in value ? value.lettersPerSecond : value;

function scriptedReply(value: unknown, place: string, at: Stage): Reply {
  const reply = typeof value === 'string' ? parseReply(value) : null;
  if (reply && (refuses(reply) || (at === 'dot' && reply.code === 250 && reply.lines.length === 1))) return reply;
  throw new ScriptProblem(
    `${place} must be a 4yz or 5yz reply with a text, for instance "451 4.3.0 Try again"${at === 'dot' ? ', or a 250' : ''}`,
  );
}

function dropMoment(value: unknown, place: string, at: Stage): DropMoment {
  const when = dropMoments.find((moment) => moment === value);
  if (when === undefined) throw new ScriptProblem(`${place} must be one of ${dropMoments.join(', ')}`);
  if (when !== 'before-dot' && at !== 'dot' && at !== 'data') {
    throw new ScriptProblem(`${place}: at '${at}' no letter has come yet; write "before-dot", or at 'dot'`);
  }
  return when;
}
