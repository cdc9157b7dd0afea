import type { DKIMResult } from 'mailauth';
import { type ReadLetter, valuesOf } from './read-letter.ts';

/** A look-up of TXT records as node:dns/promises has it: throws with `code` ENOTFOUND or ENODATA where nothing is published. */
export type TxtResolver = (name: string) => Promise<string[][]>;

/** One DKIM signature of a letter as a verifier sees it. `verified` is unknown when its key could not be looked up. */
export type Signature = {
  domain: string;
  algorithm: string;
  /** Whether d= belongs to the organisation of From (relaxed alignment). */
  aligned: boolean;
  verified: boolean | 'unknown';
  /** What the verifier says about it. */
  comment: string;
  /** The names in h=, lower case, as often as they stand there. */
  signs: readonly string[];
  /** Bits of an RSA key, when it was looked up. */
  keyBits: number | undefined;
  limitsBody: boolean;
};

/** Reads and verifies every signature. Without a resolver no key is looked up, and one whose body hash is right stays unknown. */
export async function readSignatures(letter: ReadLetter, resolver: TxtResolver | undefined): Promise<Signature[]> {
  const tags = valuesOf(letter, 'DKIM-Signature').map(tagsOf);
  // Read when it is needed: it is large, and a sender never is who needs it.
  const { dkimVerify } = await import('mailauth/lib/dkim/verify.js');
  const { results } = await dkimVerify(letter.raw, { resolver: lookUpWith(resolver), minBitLength: 512 });
  return results.flatMap((result) => {
    const own = tags.find(({ b }) => b !== undefined && b === result.signature?.replaceAll(/\s/g, ''));
    return own === undefined ? [] : [signatureOf(result, own)];
  });
}

function signatureOf(result: DKIMResult, tags: Readonly<Record<string, string>>): Signature {
  const { status, modulusLength } = result;
  return {
    domain: tags['d'] ?? '',
    algorithm: (tags['a'] ?? '').toLowerCase(),
    aligned: Boolean(status.aligned),
    verified: status.result === 'temperror' ? 'unknown' : status.result === 'pass',
    comment: status.comment || status.result,
    signs: (tags['h'] ?? '').toLowerCase().split(':'),
    keyBits: modulusLength,
    limitsBody: tags['l'] !== undefined,
  };
}

/** The tags of a DKIM-Signature, white space taken out of their values: none of those read here may hold any. */
function tagsOf(value: string): Record<string, string> {
  const pairs = value.split(';').map((tag) => /^\s*([a-z]\w*)\s*=(.*)$/is.exec(tag));
  return Object.fromEntries(
    pairs.flatMap((pair) => (pair === null ? [] : [[pair[1] ?? '', (pair[2] ?? '').replaceAll(/\s/g, '')]])),
  );
}

function lookUpWith(resolver: TxtResolver | undefined): TxtResolver {
  return (
    resolver ?? (() => Promise.reject(Object.assign(new Error('its key was not looked up'), { code: 'not looked up' })))
  );
}
