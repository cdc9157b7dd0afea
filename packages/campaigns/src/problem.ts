import type { FindingCode, FindingValues } from '@hikyaku/rendering';
import type { CheckCode } from './findings.ts';

/**
 * Something a person has to mend: where (a field of the campaign, or a part of its content), what is wrong, and what to do. What a
 * check finds has a code and its values too, for saying it in another language.
 */
export type Problem = {
  field: string;
  message: string;
  line?: number;
  column?: number;
  code?: CheckCode | FindingCode;
  values?: FindingValues;
};

/** Values that cannot be taken as they are. */
export type Problems = { kind: 'problems'; problems: Problem[] };

/** Nothing of that id in this workspace. */
export type NotFound = { kind: 'not-found' };

/** One problem as an answer. */
export function problem(field: string, message: string): Problems {
  return { kind: 'problems', problems: [{ field, message }] };
}
