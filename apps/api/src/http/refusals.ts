import { type FindingValues, sentence } from '@hikyaku/rendering';
import { type ProblemKind, problemOf } from './problem.ts';
import type { Reply } from './reply.ts';

/** What cannot be done as things stand, by its code: the sentence for programs. `$name` is a value of the refusal. */
const sentences = {
  'campaign-status': '$message',
  'own-user': 'Nobody removes themselves; ask somebody else of the workspace to do it.',
  'last-user': 'Nobody else could sign in any more; let somebody else in first.',
  'last-key': 'This is the only key that letters are signed with; make another one first.',
  'picture-in-campaigns': 'The campaign $names shows this picture, so it stays: letters that were sent would lose it.',
  'picture-in-template': 'A template shows this picture, so it stays: letters that were sent would lose it.',
  'segment-in-use': 'Campaigns that have not begun are meant for this segment: $names. Change them first.',
  'address-taken': '$reason It is $contact.',
  'edited-meanwhile': '$who changed this $thing at $at; read it again, and decide what of yours to keep.',
} as const;

/** What a refusal is called, in every language. */
export type RefusalCode = keyof typeof sentences;

/** Every code, in the order of the table. */
export const refusalCodes: readonly RefusalCode[] = Object.keys(sentences).filter(isCode);

/** A refusal of what cannot be done as things stand (409), with its code and values for saying it in any language. */
export function conflict(
  code: RefusalCode,
  values: FindingValues = {},
  kind: ProblemKind = 'conflict',
): Extract<Reply, { kind: 'problem' }> {
  const problem = problemOf(kind, sentence(sentences[code], values));
  return { kind: 'problem', problem: { ...problem, code, values } };
}

function isCode(text: string): text is RefusalCode {
  return text in sentences;
}
