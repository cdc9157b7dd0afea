import type { RefusalName } from '../api/generated/operations.ts';
import type { Problem, WrongValue } from '../api/problem.ts';
import type { Language } from '../language/language.tsx';
import { kindWords, refusalWords, valueWords } from './problem-words.ts';
import { sayFinding } from './say-finding.ts';

/** Why the API did not do something, in the reader's language: by the code of the refusal, its wrong values, or its kind. */
export function sayProblem({ code, values, errors, kind, message }: Problem, language: Language): string {
  if (language === 'en') return message;
  if (isRefusal(code)) return refusalWords[code]((name) => values[name] ?? '');
  if (errors.length > 0) return errors.map((one) => sayValue(one, language)).join(' ');
  return kindWords[kind] ?? `${kindWords['internal']}（${message}）`;
}

/** What is wrong with one value, in the reader's language: by its code, or by the field it stands in. */
export function sayValue(wrong: WrongValue, language: Language): string {
  if (language === 'en' || wrong.code !== undefined) return sayFinding(wrong, language);
  const field = wrong.pointer?.split('/').at(-1) ?? '';
  return valueWords[field] ?? `この値は使えません。（${wrong.detail}）`;
}

function isRefusal(code: string | undefined): code is RefusalName {
  return code !== undefined && Object.hasOwn(refusalWords, code);
}
