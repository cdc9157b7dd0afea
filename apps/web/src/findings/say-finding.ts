import type { ValueProblem } from '../api/generated/operations.ts';
import type { WrongValue } from '../api/problem.ts';
import type { Language } from '../language/language.tsx';
import { findingWords } from './finding-words.ts';

/** A finding in the reader's language; in the API's English where it has no words of ours. */
export function sayFinding(found: ValueProblem | WrongValue, language: Language): string {
  const { code, values = {}, detail } = found;
  if (language === 'en' || code === undefined || !isKnown(code)) return detail;
  return findingWords[code].replace(/\$(\w+)/g, (name, key: string) => String(values[key] ?? name));
}

function isKnown(code: string): code is keyof typeof findingWords {
  return Object.hasOwn(findingWords, code);
}
