/** What is known about a person besides the address: names and plain values, as templates say `{{contact.<name>}}`. */
export type Fields = Record<string, string | number | boolean>;

/** A change of fields: what is named replaces what was there, null removes it, everything else stays. */
export type FieldChanges = Record<string, string | number | boolean | null>;

/** A field that cannot be kept, and why, in a sentence. */
export type FieldProblem = { kind: 'bad-field'; name: string; reason: string };

const longestName = 100;
const longestValue = 10_000;
const mostFields = 200;

/** Names that mean something else in a template, or that JavaScript would not treat as a plain name. */
const reserved = new Set(['email', 'id', 'lists', '__proto__', 'constructor', 'prototype', 'this']);

/** A field's name as it is kept: trimmed, in Unicode's composed form. */
export function fieldName(name: string): string {
  return name.trim().normalize('NFC');
}

/** Why no field may be called so, in a sentence; undefined for a good name. Expects what `fieldName` returned. */
export function fieldNameProblem(name: string): string | undefined {
  if (name === '') return 'A field needs a name.';
  const shown = JSON.stringify(name.slice(0, 60));
  if (name.length > longestName) {
    return `The field name ${shown} has ${name.length} characters; at most ${longestName} are allowed.`;
  }
  if (/\p{C}/u.test(name)) return `The field name ${shown} holds a control character; remove it.`;
  if (reserved.has(name.toLowerCase())) return `The field name ${shown} is reserved; choose another.`;
  return undefined;
}

/** The changes under tidy names, or the first field that cannot be kept. */
export function checkFields(
  changes: FieldChanges,
): { ok: true; fields: FieldChanges } | { ok: false; problem: FieldProblem } {
  const entries = Object.entries(changes);
  if (entries.length > mostFields) {
    return refuse('', `There are ${entries.length} fields; at most ${mostFields} are allowed.`);
  }
  const fields = new Map<string, FieldChanges[string]>();
  for (const [written, value] of entries) {
    const name = fieldName(written);
    const reason = fieldNameProblem(name) ?? valueProblem(name, value);
    if (reason !== undefined) return refuse(name, reason);
    if (fields.has(name)) return refuse(name, `The field ${JSON.stringify(name)} is given twice.`);
    fields.set(name, value);
  }
  return { ok: true, fields: Object.fromEntries(fields) };
}

/** Why a text cannot be kept as a field's value, in words that follow the value's name; undefined when it can. */
export function textProblem(text: string): string | undefined {
  if (text.includes('\0')) return 'holds a NUL character';
  if (!text.isWellFormed()) return 'holds half a character (a lone surrogate)';
  if (text.length > longestValue) return `has ${text.length} characters; at most ${longestValue} are allowed`;
  return undefined;
}

function valueProblem(name: string, value: unknown): string | undefined {
  if (value === null || typeof value === 'boolean') return undefined;
  const shown = `The field ${JSON.stringify(name)}`;
  if (typeof value === 'number') return Number.isFinite(value) ? undefined : `${shown} is not a finite number.`;
  if (typeof value !== 'string') return `${shown} must be a text, a number, true, false or null.`;
  const problem = textProblem(value);
  return problem === undefined ? undefined : `${shown} ${problem}.`;
}

function refuse(name: string, reason: string): { ok: false; problem: FieldProblem } {
  return { ok: false, problem: { kind: 'bad-field', name, reason } };
}
