/** The sign by which a mail was known to come from a machine and not from the person who was written to. */
export type MachineSign = 'null-reverse-path' | 'auto-submitted' | 'auto-reply' | 'precedence';

/**
 * Why a mail counts as a machine's answer and not as anybody's wish (RFC 3834 §2, RFC 5321 §4.5.5); undefined where a person may have
 * written it. `header` is the source up to its first empty line.
 */
export function writtenByMachine(reversePath: string, header: string): MachineSign | undefined {
  if (reversePath === '') return 'null-reverse-path';
  const valuesOf = fieldsOf(header);
  if (valuesOf('auto-submitted').some((value) => keyword(value) !== 'no')) return 'auto-submitted';
  if (autoReplyFields.some((name) => valuesOf(name).some((value) => keyword(value) !== 'no'))) return 'auto-reply';
  const precedence = valuesOf('precedence').map(keyword);
  if (precedence.includes('auto_reply')) return 'precedence';
  // Either alone stands in what people write too: the one in mail through a list, the other in what some gateways let through.
  const bulk = precedence.some((value) => value === 'bulk' || value === 'list' || value === 'junk');
  return bulk && valuesOf('x-auto-response-suppress').length > 0 ? 'precedence' : undefined;
}

/** Fields of no standard that only answering machines write. */
const autoReplyFields = ['x-autoreply', 'x-autorespond'] as const;

/** All values of a field by its name in lower case, folded lines joined. */
function fieldsOf(header: string): (name: string) => string[] {
  const fields = header
    .replace(/\r?\n[ \t]+/g, ' ')
    .split(/\r?\n/)
    .map((line) => /^([^\s:]+)[ \t]*:(.*)$/.exec(line));
  return (name) => fields.flatMap((field) => (field?.[1]?.toLowerCase() === name ? [field[2] ?? ''] : []));
}

/** The first word of a value, without comments and parameters (RFC 3834 §5). */
function keyword(value: string): string {
  return /[^\s;()]+/.exec(value.replace(/\([^()]*\)/g, ' '))?.[0].toLowerCase() ?? '';
}
