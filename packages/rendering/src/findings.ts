/** Every finding about a source or a letter, by its code: what is wrong and what to write instead. `$name` is a value of the finding. */
const sentences = {
  'subject-empty': 'The subject is empty: write one.',
  'subject-lines': 'The subject must be one line.',
  'subject-controls': 'The subject holds a line break or a control character: a value in it must be one plain line.',
  'two-bodies': 'Give either mjml or html, not both.',
  'no-body': 'The letter has no body: give mjml, html or text.',
  'no-language': 'The language is not said: write <html lang="$locale">, for screen readers and fonts.',
  'too-long': 'The letter is $kilobytes KB long; the most is $most KB. Leave something out.',
  clipped: 'Gmail cuts off what is longer than $most KB; this HTML is.',
  'no-text': 'The $part must be a text, not $kind.',
  'part-unfilled': 'The $part cannot be filled: $reason.',
  'raw-output': '{{{ }}} would print a value without escaping it: write {{ }}.',
  'ampersand-output': '{{& }} would print a value without escaping it: write {{ }}.',
  'escaped-braces': '\\{{ would leave a bare {{ in the letter: remove it.',
  'braces-open': '{{ is never closed: write }} after the placeholder.',
  'else-alone': '$tag stands outside any block.',
  'close-alone': '$tag closes a block that was never opened.',
  'close-other': '$tag does not match $opened of line $at.',
  'block-open': '$tag is never closed: write {{/$name}}.',
  unreadable: 'This is not a placeholder that can be read: check its spelling.',
  decorator: 'Decorators and partial blocks are not part of templates here: remove it.',
  'no-name': 'A placeholder must be a name such as {{contact.name}}.',
  'no-function': 'There is no function “$name”; there are $known.',
  'no-block': 'There is no block {{#$name}}; there are $known.',
  'inverted-block': 'Write {{#unless …}} instead of {{^$name …}}.',
  'block-values': '{{#$name}} takes exactly one value, such as {{#$name contact.name}}.',
  'no-partial': 'There is no partial “$name”; there are $known.',
  'partial-place': '{{> $name}} belongs into the body, not into the $part.',
  'function-use': '“$name” is used like this: $example. For a field of that name write {{this.$name}}.',
  machinery: '$tag reaches into the machinery: only your own data can be printed.',
  'too-far-up': '$tag goes up further than there are blocks.',
  'looks-into-item':
    "$tag inside a loop looks into the item: write {{@root.$path}}, or {{this.$path}} for the item's own.",
  'no-loop-word': '$tag is not known: loops have @index, @key, @first, @last; the top is @root.',
  'unknown-root': '$tag is an unknown placeholder: it must start with one of $known.',
  'active-element': '<$element> has no place in a letter: mail clients drop it or call it an attack. Remove it.',
  include: '<mj-include> cannot read other files here: paste the part itself.',
  'event-attribute': '$attribute="…" is a script: mail clients drop it. Remove it.',
  refresh: 'A letter cannot send its reader elsewhere by itself: remove the refresh.',
  'not-an-address': '$attribute="$value" must be a full address that begins with https://, mailto: or tel:.',
  'no-alt': '<$element> has no alt text: say what it shows, or alt="" for decoration.',
  'inside-tag': 'A placeholder cannot stand inside a tag, only between tags or in the quotes of an attribute.',
  'no-quotes': 'Put quotes around the value that holds this placeholder.',
  'uneven-block': '{{#$name}} must leave the HTML where it found it: close in it what opens in it.',
  'mjml-unreadable': 'MJML cannot read this: $reason',
  mjml: '$reason.',
  'mjml-loses': '$tag would be lost here: MJML does not keep a placeholder in this place.',
  'mjml-number': 'A width, height or padding is not a number that MJML can reckon with.',
  'mjml-inline': 'Placeholders in <mj-style inline="inline"> would be spoiled: leave out inline, or the placeholder.',
  'tag-open': '<$element> is never closed: write </$element>.',
  'tag-close-alone': '</$element> closes a tag that was never opened, or whose quotes are not closed.',
  'tag-close-other': '<$opened> is not closed before </$element> of line $at.',
  'loose-words': 'Words directly inside <$element> would be dropped: put them into <mj-text>.',
  'loose-placeholder': '$tag directly inside <$element> would be dropped: put it into <mj-text>.',
  'text-loses': '$tag would be lost in the text part: write the text part yourself.',
  'footer-added': 'There is no unsubscribe link for everybody: the standard footer is added.',
  'sender-added': 'The sender’s name, address or contact is missing: it is added.',
  'value-missing': '$label: it has no value.',
  'value-kind': '$label: it is $kind, not a text or a number.',
  'value-boolean': '$label: it is a yes-or-no value (use {{#if}}), not a text or a number.',
  'value-list': '$label: it is a list (use {{#each}}), not a text or a number.',
  'value-nul': '$label: it holds a NUL character.',
  'value-address': '$label: it stands for an address but does not begin with https://, mailto: or tel:.',
  'value-style': '$label: it stands in a style but is not a colour, a size or an https address.',
  'value-no-number': '$label: $value is not a number.',
  'value-no-date': '$label: $value is not a date such as 2026-11-23T10:00:00+09:00.',
  'value-encode': '$label: only a text or a number can be encoded.',
  'value-group': '$label: it has no list or group of values.',
  'number-options': '$label: currency must be a code such as JPY, and digits a number from 0 to 20.',
  'date-style': '$label: “$style” is not a date style; there are $known.',
  'date-zone': '$label: “$zone” is not a time zone such as Asia/Tokyo.',
} as const;

/** What a finding is called, in every language. */
export type FindingCode = keyof typeof sentences;

/** What a finding speaks of: names, tags, numbers. */
export type FindingValues = Readonly<Record<string, string | number>>;

/** A finding: its code with its values, and the same as an English sentence. */
export type Told = { code: FindingCode; values: FindingValues; message: string };

/** Every code, in the order of the table. */
export const findingCodes: readonly FindingCode[] = Object.keys(sentences).filter(isCode);

/** Tells a finding. */
export function told(code: FindingCode, values: FindingValues = {}): Told {
  return { code, values, message: sentence(sentences[code], values) };
}

/** A sentence with its values in the place of their `$names`. */
export function sentence(words: string, values: FindingValues): string {
  return words.replace(/\$(\w+)/g, (name, key: string) => String(values[key] ?? name));
}

function isCode(text: string): text is FindingCode {
  return text in sentences;
}
