import { parseSmtpReply } from '@hikyaku/message';
import type { BeforeDot, Transmission } from '../../transport.ts';
import type { Extensions } from './extensions.ts';
import type { RawReply } from './reply-reader.ts';
import type { Session } from './session.ts';
import type { Timeouts } from './timeouts.ts';
import type { Heard, Wire } from './wire.ts';
import type { WireLetter } from './wire-letter.ts';

/** How one letter fared, and what the line is good for after it: `reset` asks for a RSET before the next letter. */
export type Carried = { transmission: Transmission; line: 'ready' | 'reset' | 'lost' };

/** What a dialogue depends on beside the letter. */
export type DialogueOptions = { timeouts: Timeouts; resetFirst: boolean; lineWasFresh: boolean };

/**
 * One letter over one session: MAIL, RCPT and DATA, in one write where the server knows PIPELINING; then, all in one turn of the
 * event loop, `beforeDot` is asked and letter and final dot are written together. So a letter that may not go is not begun.
 */
export async function dialogue(
  session: Session,
  letter: WireLetter,
  beforeDot: BeforeDot,
  options: DialogueOptions,
): Promise<Carried> {
  const offered = await offer(session, commandsFor(letter, session.extensions, options), options);
  if (offered !== 'taken') return offered;
  const { wire } = session;
  // A server that said more than it was asked is gone by now.
  if (!wire.open) return broken('before-dot', 'the server closed the connection', options);
  if (!beforeDot()) {
    // Without a dot the server must drop the transaction when the connection goes (RFC 5321 §4.1.1.10).
    wire.cut('withdrawn before the final dot');
    return { transmission: { kind: 'withdrawn' }, line: 'lost' };
  }
  wire.sayLetter(letter.octets);
  const going = wire.letterGone(options.timeouts.dataBlockMs);
  if (going !== undefined) await going;
  return answeredDot(wire, await wire.hear(options.timeouts.dotMs), options);
}

type Stage = 'rset' | 'mail' | 'rcpt' | 'data';
type Command = { stage: Stage; text: string; withinMs: number };

function commandsFor({ envelope, sizeBytes }: WireLetter, { size }: Extensions, options: DialogueOptions): Command[] {
  const { timeouts } = options;
  const declared = size === undefined ? '' : ` SIZE=${sizeBytes}`;
  const commands: Command[] = [
    { stage: 'mail', text: `MAIL FROM:<${envelope.from}>${declared}\r\n`, withinMs: timeouts.mailMs },
    { stage: 'rcpt', text: `RCPT TO:<${envelope.to}>\r\n`, withinMs: timeouts.rcptMs },
    { stage: 'data', text: 'DATA\r\n', withinMs: timeouts.dataMs },
  ];
  const reset: Command = { stage: 'rset', text: 'RSET\r\n', withinMs: timeouts.commandMs };
  return options.resetFirst ? [reset, ...commands] : commands;
}

/** Offers the letter; the first refusal decides. Replies are matched to commands one to one (RFC 2920 §3.1). */
async function offer(session: Session, commands: Command[], options: DialogueOptions): Promise<Carried | 'taken'> {
  const { wire, extensions } = session;
  const replies = new Map<Stage, RawReply>();
  let refused: { stage: Stage; reply: RawReply } | undefined;
  if (extensions.pipelining) wire.say(commands.map(({ text }) => text).join(''), commands.length);
  for (const { stage, text, withinMs } of commands) {
    if (!extensions.pipelining) wire.say(text, 1);
    const reply = wire.heard() ?? (await wire.hear(withinMs));
    if (reply.kind === 'lost') {
      return refused === undefined ? broken('before-dot', reply.error, options) : refusal(refused, 'lost', options);
    }
    replies.set(stage, reply);
    if (!isTaken(stage, reply.code)) refused ??= { stage, reply };
    // The server is closing (RFC 5321 §3.8): it answers nothing more.
    if (reply.code === 421) {
      wire.cut('the server said 421');
      return refusal(refused ?? { stage, reply }, 'lost', options);
    }
    if (refused !== undefined && !extensions.pipelining) break;
  }
  if (refused === undefined) return 'taken';
  return refusal(refused, await afterRefusal(session, replies, options), options);
}

function isTaken(stage: Stage, code: number): boolean {
  return stage === 'data' ? code === 354 : severity(code) === 2;
}

/**
 * What is left of the line after a refusal. Where DATA was taken all the same, a lone dot ends it if the recipient was refused, so
 * that nobody can get the empty letter (RFC 2920 §3.1); else the line is given up, as it is when an answer made no sense.
 */
async function afterRefusal(
  { wire }: Session,
  replies: ReadonlyMap<Stage, RawReply>,
  { timeouts }: DialogueOptions,
): Promise<Carried['line']> {
  const nonsense = [...replies].some(([stage, { code }]) => !isTaken(stage, code) && severity(code) < 4);
  const dataTaken = replies.get('data')?.code === 354;
  // Where RSET is refused, the next letter would fare no better.
  const stuck = severity(replies.get('rset')?.code ?? 250) !== 2;
  if (nonsense || stuck || (dataTaken && severity(replies.get('rcpt')?.code ?? 0) < 4)) {
    wire.cut('the answers make no sense together');
    return 'lost';
  }
  if (!dataTaken) return 'reset';
  wire.say('.\r\n', 1);
  const reply = await wire.hear(timeouts.dotMs);
  if (reply.kind === 'reply' && reply.code !== 421) return 'reset';
  wire.cut('the server said 421');
  return 'lost';
}

function answeredDot(wire: Wire, reply: Heard, options: DialogueOptions): Carried {
  if (reply.kind === 'lost') return broken(wire.letterLeft ? 'after-dot' : 'before-dot', reply.error, options);
  const transmission: Transmission = { kind: 'replied', stage: 'dot', reply: readReply(reply) };
  if (!wire.letterLeft) {
    // The rest of the letter is not to be taken for commands, and a yes to a letter that the server cannot have is none.
    wire.cut('the server answered before it had the letter');
    if (severity(reply.code) < 4) return broken('before-dot', 'the server answered before it had the letter', options);
    return { transmission, line: 'lost' };
  }
  if (reply.code !== 421 && severity(reply.code) !== 3) return { transmission, line: 'ready' };
  wire.cut(`the server said ${reply.code}`);
  return { transmission, line: 'lost' };
}

function broken(when: 'before-dot' | 'after-dot', error: string, { lineWasFresh }: DialogueOptions): Carried {
  return { transmission: { kind: 'broken', when, error, lineWasFresh }, line: 'lost' };
}

/** A refused RSET says nothing about the letter: only that the line has had its time. */
function refusal(
  { stage, reply }: { stage: Stage; reply: RawReply },
  line: Carried['line'],
  options: DialogueOptions,
): Carried {
  if (stage === 'rset') return broken('before-dot', `the server answers RSET with ${reply.lines}`, options);
  return { transmission: { kind: 'replied', stage, reply: readReply(reply) }, line };
}

function readReply({ lines }: RawReply) {
  return parseSmtpReply(isSevenBit(lines) ? lines : Buffer.from(lines, 'latin1').toString());
}

function isSevenBit(text: string): boolean {
  return !/[\x80-\xff]/.test(text);
}

function severity(code: number): number {
  return Math.floor(code / 100);
}
