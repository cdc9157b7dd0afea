import type { SignedHeader } from '../dkim/sign.ts';
import { signedFields } from '../dkim/signed-fields.ts';
import { LetterRefusedError } from '../errors.ts';
import type { HeaderParts, OwnHeader } from '../letter-header.ts';
import { wireProblem } from '../wire-limits.ts';
import type { WireField } from './wire-field.ts';

/** One letter's header: its fields as they are written, each with its CRLF, and as they are signed, for whoever signs. */
export type WireHeader = { raw: string; signed: () => SignedHeader };

/**
 * Makes the headers of letters with the same parts: what they share is joined and looked through once, here, so that a letter costs
 * what it has of its own. The function throws a LetterRefusedError for a header that the wire would not take.
 */
export function headerPattern(parts: HeaderParts<WireField>): (own: OwnHeader) => WireHeader {
  const makers = parts.filter((part) => typeof part === 'function');
  const shared = parts.filter((part) => typeof part !== 'function');
  assertFit(shared);
  const written = weave(parts, (field) => field.raw);
  let order: SignedOrder | undefined;
  return (own) => {
    const made = makers.map((make) => make(own));
    if (!made.every(({ raw }) => plainLines.test(raw))) assertFit(made);
    return {
      raw: written(made.map(({ raw }) => raw)),
      signed: () => {
        order ??= signedOrder(parts, made);
        const { names, weave, places } = order;
        return { names, text: weave(places.map((place) => made[place]?.relaxed ?? '')) };
      },
    };
  };
}

/** What is signed of such headers: names, and the made fields in the order in which they stand among the shared ones. */
type SignedOrder = { names: string; weave: Weave; places: readonly number[] };

function signedOrder(parts: HeaderParts<WireField>, made: readonly WireField[]): SignedOrder {
  const isMade = parts.map((part) => typeof part === 'function');
  const placeOf = (index: number) => isMade.slice(0, index).filter(Boolean).length;
  const fields = parts.flatMap((part, index) => (typeof part === 'function' ? (made[placeOf(index)] ?? []) : part));
  const { names, chosen } = signedFields(fields);
  return {
    names,
    weave: weave(
      chosen.flatMap((index) => parts[index] ?? []),
      (field) => field.relaxed,
    ),
    places: chosen.filter((index) => isMade[index]).map(placeOf),
  };
}

/** Joins lines of one letter with those that all share, each ended by CRLF. */
type Weave = (made: readonly string[]) => string;

function weave(parts: HeaderParts<WireField>, form: (field: WireField) => string): Weave {
  const shared = [''];
  for (const part of parts) {
    if (typeof part === 'function') shared.push('\r\n');
    else shared[shared.length - 1] += `${form(part)}\r\n`;
  }
  return (made) => {
    let text = shared[0] ?? '';
    for (let index = 1; index < shared.length; index++) text += (made[index - 1] ?? '') + (shared[index] ?? '');
    return text;
  };
}

/** What nearly all fields are: lines of printable ASCII, folded as they must be. */
const plainLines = /^[ -~]{1,998}(?:\r\n[ \t][ -~]{1,997})*$/;

/** Header values come from people. */
function assertFit(fields: readonly WireField[]): void {
  const problem = wireProblem(Buffer.from(fields.map(({ raw }) => `${raw}\r\n`).join('')));
  if (problem !== undefined) {
    throw new LetterRefusedError('The header', `cannot be sent: ${problem}`, 'change its content');
  }
}
