import { type FindingValues, sentence } from '@hikyaku/rendering';
import type { Problem } from './problem.ts';

/** What a check finds beyond the content, by its code: what is wrong and what to do. `$name` is a value of the finding. */
const sentences = {
  'no-lists': 'Say to whom: name at least one list.',
  'empty-lists': 'The lists hold nobody yet: whoever joins before the time it is sent will get it.',
  'empty-segments': 'Nobody on the lists is in these segments now: whoever is when it is sent will get it.',
  'unknown-field':
    '{{contact.$field}} is an unknown placeholder: nobody on these lists has a field "$field"; correct its name, or write {{default contact.$field \'…\'}} or {{#if contact.$field}} around it.',
  'lacking-field':
    '$lacking of $people people have no "$field" and would get no letter; write {{default contact.$field \'…\'}} or {{#if contact.$field}} around it.',
  'no-from': 'Say from whom: a From address is missing.',
  'bad-from': '$reason',
  'free-mail':
    '$domain is a mail service for everybody, and receivers refuse newsletters in its name; send from a domain of your own.',
  'no-key':
    '$domain has no DKIM key, so receivers cannot verify who sends; make one with "keys dkim $domain" and publish its record.',
  advertises: 'The template "$template" advertises, so its letters are marketing and cannot be $class.',
  'no-template': 'This template does not exist in this language: list the templates and choose one of them.',
  'too-early':
    '$at comes too soon for everybody to get it at that hour of their own clock: the day begins first where clocks are 14 hours ahead of UTC, and the audience is frozen a quarter of an hour before; choose $earliest or later.',
  'sample-left':
    '$left of the $all texts of this letter are still those of the template’s sample; write your own, or empty them.',
  'nothing-yet': 'There is nothing to show yet.',
} as const;

/** What a finding of a check is called, in every language. */
export type CheckCode = keyof typeof sentences;

/** Every code, in the order of the table. */
export const checkCodes: readonly CheckCode[] = Object.keys(sentences).filter(isCode);

/** A finding about one field of a campaign. */
export function finding(field: string, code: CheckCode, values: FindingValues = {}): Problem {
  return { field, code, values, message: sentence(sentences[code], values) };
}

function isCode(text: string): text is CheckCode {
  return text in sentences;
}
