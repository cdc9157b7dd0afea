import {
  type DkimSigner,
  type FixedWords,
  fixedWords,
  headerFrame,
  LetterRefusedError,
  type OwnHeader,
  type Paper,
  requiresUnsubscribe,
  type WireField,
  wireBody,
  wireField,
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

/** Makes the letters of one campaign; many may be under way at once, since only signing waits. */
export type WireMaker = (parts: WireParts, signers: readonly DkimSigner[]) => Promise<WireMade>;

/** What letters are written with; one desk serves all campaigns of a process. */
export type WritingDesk = { writer: WireWriter; paper: Paper };

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
  desk: WritingDesk,
): WireCampaign {
  const wire = compileWire<FixedWords>(compiled, shared, fixedWords);
  if (!wire.ok) return wire;
  const headers = headersOf(frame);
  return {
    ok: true,
    make: async (parts, signers) => {
      try {
        const { answer: filled, ...body } = wireBody(desk.writer, wire.program.parts, parts.messageId, (begin) =>
          wire.program.fill(parts.person, desk.writer, begin),
        );
        if (!filled.ok) return { ok: false, reason: filled.problems.map((problem) => problem.message).join(' ') };
        const written = await wireLetter(headers(parts, filled.subject), body, signers, parts.date, desk.paper);
        return { ok: true, ...written };
      } catch (error) {
        if (error instanceof LetterRefusedError) return { ok: false, reason: error.message };
        throw error;
      }
    },
  };
}

/** The header of each letter; what the letters of one list share in it is made once. */
function headersOf(frame: LetterFrame): (parts: WireParts, subject: string) => WireField[] {
  const frames = new Map<string | null, (own: OwnHeader) => WireField[]>();
  const frameOf = (parts: WireParts) => {
    const known = frames.get(parts.listId);
    if (known !== undefined) return known;
    const made = headerFrame(letterFor(frame, { ...parts, words: noWords }), wireField);
    frames.set(parts.listId, made);
    return made;
  };
  const withWayOut = requiresUnsubscribe(frame.class);
  return (parts, subject) => {
    const { to, date, messageId, unsubscribeUrl } = parts;
    const unsubscribe = withWayOut && unsubscribeUrl !== null ? { unsubscribe: { url: unsubscribeUrl } } : {};
    return frameOf(parts)({ to, date, messageId, subject, ...unsubscribe });
  };
}

const noWords = { subject: '', html: '', text: '' };
