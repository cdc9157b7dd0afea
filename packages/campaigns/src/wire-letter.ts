import {
  type BodyPart,
  type DkimSigner,
  type FixedWords,
  fixedWords,
  headerParts,
  headerPattern,
  LetterRefusedError,
  mimeParts,
  type OwnHeader,
  requiresUnsubscribe,
  type Sign,
  wireBody,
  wireField,
  type WireHeader,
  wireLetter,
  type WireWriter,
  type WrittenLetter,
} from '@hikyaku/message';
import { type Compiled, compileWire, type PersonalData } from '@hikyaku/rendering';
import { type LetterFrame, letterFor, type LetterParts } from './letter-for.ts';
import type { SharedData } from './merge-data.ts';

/** What one letter of a campaign has of its own; `person` is what its words are filled with. */
export type WireParts = Omit<LetterParts, 'words'> & { person: PersonalData };

/** A letter's final bytes, signed, or why this person gets none. */
export type WireMade = ({ ok: true } & WrittenLetter) | { ok: false; reason: string };

/** Makes the letters of one campaign, at once where nobody signs; many may be under way at once, since only signing waits. */
export type WireMaker = (parts: WireParts, signers: readonly DkimSigner[]) => WireMade | Promise<WireMade>;

/** What letters are written and signed with; one desk serves all campaigns of a process. */
export type WritingDesk = { writer: WireWriter; sign: Sign };

/** The maker of a campaign's letters, or why its content must go through the general composer. */
export type WireCampaign = { ok: true; make: WireMaker } | { ok: false; reason: string };

/**
 * Compiles a frozen content for the wire: what its letters share is encoded once, here. The letters say what `compose` would
 * make of them, but for indentation in their HTML.
 */
export function wireCampaign(
  frame: LetterFrame,
  compiled: Compiled,
  shared: SharedData,
  { writer, sign }: WritingDesk,
): WireCampaign {
  const wire = compileWire<FixedWords>(compiled, shared, fixedWords);
  if (!wire.ok) return wire;
  const headers = headersOf(frame, wire.program.parts);
  return {
    ok: true,
    make: (parts, signers) => {
      const { answer: filled, body } = wireBody(writer, wire.program.parts, parts.messageId, (begin) =>
        wire.program.fill(parts.person, writer, begin),
      );
      const refuse = (reason: string): WireMade => {
        body.sheet.giveBack();
        return { ok: false, reason };
      };
      if (!filled.ok) return refuse(filled.problems.map((problem) => problem.message).join(' '));
      const refuseOrThrow = (error: unknown): WireMade => {
        if (error instanceof LetterRefusedError) return refuse(error.message);
        throw error;
      };
      try {
        const written = wireLetter(headers(parts, filled.subject), body, signers, parts.date, sign);
        return written instanceof Promise ? written.then(made, refuseOrThrow) : made(written);
      } catch (error) {
        return refuseOrThrow(error);
      }
    },
  };
}

function made({ letter, done }: WrittenLetter): WireMade {
  return { ok: true, letter, done };
}

/** The header of each letter; what the letters of one list share in it is made once. A campaign's letters all have a way out, or none; so with `replyAlso`. */
function headersOf(frame: LetterFrame, bodies: readonly BodyPart[]): (parts: WireParts, subject: string) => WireHeader {
  const patterns = new Map<string | null, (own: OwnHeader) => WireHeader>();
  const patternOf = (parts: WireParts, own: OwnHeader) => {
    const known = patterns.get(parts.listId);
    if (known !== undefined) return known;
    const shared = letterFor(frame, { ...parts, words: noWords });
    const made = headerPattern([...headerParts(shared, wireField, own), ...mimeParts(bodies)]);
    patterns.set(parts.listId, made);
    return made;
  };
  const withWayOut = requiresUnsubscribe(frame.class);
  return (parts, subject) => {
    const { to, date, messageId, unsubscribe, replyAlso } = parts;
    const own: OwnHeader = { to, date, messageId, subject };
    if (withWayOut && unsubscribe !== null) own.unsubscribe = unsubscribe;
    if (replyAlso !== undefined) own.replyAlso = replyAlso;
    return patternOf(parts, own)(own);
  };
}

const noWords = { subject: '', html: '', text: '' };
