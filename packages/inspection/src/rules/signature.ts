import { met, missed, plainly, unknown, type Phrase, type Verdict } from '../finding.ts';
import { type ReadLetter, valuesOf } from '../read-letter.ts';
import type { RuleId } from '../rulebook.ts';
import type { Signature } from '../signatures.ts';

/** Looks at who vouches for the letter, and for which of its fields: RFC 6376, RFC 8058 §4. */
export function signatureVerdicts(
  letter: ReadLetter,
  signatures: readonly Signature[],
): Partial<Record<RuleId, Verdict>> {
  const aligned = signatures.filter((signature) => signature.aligned);
  return {
    'signed-way-out': signedWayOut(letter, signatures, aligned),
    'dkim-passes': passes(signatures, aligned),
    'dkim-strong': strong(signatures),
    'dkim-covers': covers(letter, best(signatures)),
    'dkim-oversigned': oversigned(letter, best(signatures)),
  };
}

const unsigned: Phrase = { ja: '署名がありません', en: 'it is not signed' };
const ways = ['list-unsubscribe', 'list-unsubscribe-post'];

function signedWayOut(letter: ReadLetter, all: readonly Signature[], aligned: readonly Signature[]): Verdict {
  if (all.length === 0) return missed(unsigned);
  if (aligned.length === 0) return missed(strangersOnly(all));
  const covering = aligned.filter(({ signs }) => ways.every((name) => signs.includes(name)));
  const present = ways.every((name) => valuesOf(letter, name).length > 0);
  const [one] = covering;
  if (one === undefined || !present) {
    const lacking = ways.filter((name) => !aligned.some(({ signs }) => signs.includes(name)));
    const names = lacking.length === 0 ? 'List-Unsubscribe' : lacking.join(', ');
    return missed({ ja: `署名されていません: ${names}`, en: `not signed: ${names}` });
  }
  if (covering.some(({ verified }) => verified === true)) return met(plainly(`d=${one.domain}`));
  if (covering.some(({ verified }) => verified === 'unknown')) return unknown(keyUnread(one));
  return missed(plainly(`d=${one.domain}: ${one.comment}`));
}

function passes(all: readonly Signature[], aligned: readonly Signature[]): Verdict {
  if (all.length === 0) return missed(unsigned);
  const [one] = aligned;
  if (one === undefined) return missed(strangersOnly(all));
  const good = aligned.find(({ verified }) => verified === true);
  if (good !== undefined) return met(plainly(`d=${good.domain} ${good.algorithm}`));
  const open = aligned.find(({ verified }) => verified === 'unknown');
  return open === undefined ? missed(plainly(`d=${one.domain}: ${one.comment}`)) : unknown(keyUnread(open));
}

function strong(signatures: readonly Signature[]): Verdict {
  if (signatures.length === 0) return missed(unsigned);
  const weakness = signatures.flatMap(({ algorithm, limitsBody, keyBits }) => {
    if (algorithm !== 'rsa-sha256' && algorithm !== 'ed25519-sha256') return [algorithm];
    if (limitsBody) return ['l='];
    return algorithm === 'rsa-sha256' && keyBits !== undefined && keyBits < 1024 ? [`${keyBits} bit`] : [];
  });
  if (weakness.length > 0) return missed(plainly(weakness.join(', ')));
  const bits = signatures.map(({ algorithm, keyBits }) =>
    keyBits === undefined ? algorithm : `${algorithm} ${keyBits}`,
  );
  return met(plainly(bits.join(', ')));
}

function covers(letter: ReadLetter, signature: Signature | undefined): Verdict {
  if (signature === undefined) return missed(unsigned);
  const wanted = ['From', 'To', 'Subject', 'Date', 'Message-ID', 'Reply-To', 'List-Id', 'MIME-Version', 'Content-Type'];
  const open = wanted
    .filter((name) => valuesOf(letter, name).length > 0)
    .filter((name) => !signature.signs.includes(name.toLowerCase()));
  return open.length === 0
    ? met({ ja: `${signature.signs.length} 件`, en: `${signature.signs.length} names in h=` })
    : missed({ ja: `含まれていません: ${open.join(', ')}`, en: `not covered: ${open.join(', ')}` });
}

function oversigned(letter: ReadLetter, signature: Signature | undefined): Verdict {
  if (signature === undefined) return missed(unsigned);
  const open = ways.filter(
    (name) => signature.signs.filter((signed) => signed === name).length <= valuesOf(letter, name).length,
  );
  return open.length === 0
    ? met({ ja: '防がれています', en: 'a second one breaks the signature' })
    : missed({ ja: `あとから足せます: ${open.join(', ')}`, en: `can be added later: ${open.join(', ')}` });
}

function best(signatures: readonly Signature[]): Signature | undefined {
  return signatures.find(({ aligned, algorithm }) => aligned && algorithm === 'rsa-sha256') ?? signatures[0];
}

function strangersOnly(signatures: readonly Signature[]): Phrase {
  const domains = signatures.map(({ domain }) => domain).join(', ');
  return { ja: `From と揃わない署名だけです: ${domains}`, en: `only signatures of others: ${domains}` };
}

function keyUnread({ domain }: Signature): Phrase {
  return { ja: `${domain} の公開鍵を調べていません`, en: `the key of ${domain} was not looked up` };
}
