import { met, missed, plainly, type Verdict } from '../finding.ts';
import { type ReadLetter, valuesOf } from '../read-letter.ts';
import type { RuleId } from '../rulebook.ts';

const longestAllowed = 998;

/** Looks at the letter's form: RFC 5322, RFC 2919. */
export function formatVerdicts(letter: ReadLetter): Partial<Record<RuleId, Verdict>> {
  return {
    'once-each': onceEach(letter),
    'line-length': lineLength(letter),
    'line-ends': lineEnds(letter),
    'ascii-header': letter.lines.headerIsAscii
      ? met(plainly('ASCII'))
      : missed({ ja: 'ASCII でない文字がそのまま入っています', en: 'characters beyond ASCII stand in it unencoded' }),
    'honest-subject': honestSubject(letter),
    'list-id': listId(valuesOf(letter, 'List-Id')),
  };
}

function onceEach(letter: ReadLetter): Verdict {
  const wrong = ['From', 'To', 'Subject', 'Date', 'Message-ID']
    .map((name) => ({ name, times: valuesOf(letter, name).length }))
    .filter(({ times }) => times !== 1)
    .map(({ name, times }) => `${name} × ${times}`);
  return wrong.length === 0 ? met({ ja: '揃っています', en: 'they do' }) : missed(plainly(wrong.join(', ')));
}

function lineLength({ lines: { longest } }: ReadLetter): Verdict {
  const seen = { ja: `最も長い行は ${longest} オクテット`, en: `the longest has ${longest} octets` };
  return longest <= longestAllowed ? met(seen) : missed(seen);
}

/** A letter saved by a mail program may have LF throughout: that says nothing about how it was sent. */
function lineEnds({ lines: { ends } }: ReadLetter): Verdict {
  if (ends === 'crlf') return met(plainly('CRLF'));
  return ends === 'lf'
    ? met({ ja: 'LF（保存時の形とみなします）', en: 'LF, taken for the way it was saved' })
    : missed({ ja: 'CRLF と単独の CR や LF が混ざっています', en: 'CRLF and lone CR or LF are mixed' });
}

function honestSubject(letter: ReadLetter): Verdict {
  const [subject = ''] = valuesOf(letter, 'Subject');
  if (subject.trim() === '') return missed({ ja: '空です', en: 'it is empty' });
  const feigned = /^\s*(?:re|fwd?|aw|wg|返信|転送)\s*[::]/i.exec(subject);
  return feigned === null ? met({ ja: '問題ありません', en: 'it does' }) : missed(plainly(subject));
}

function listId(ids: readonly string[]): Verdict {
  const [id] = ids;
  if (id === undefined || ids.length > 1) return missed({ ja: `${ids.length} 個です`, en: `there are ${ids.length}` });
  return /<[\w-]+(?:\.[\w-]+)+>\s*$/.test(id) ? met(plainly(id)) : missed(plainly(id));
}
