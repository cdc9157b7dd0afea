import { type Compiled, type MergeData, type Problem, placeholders, renderer } from '@hikyaku/rendering';
import { linkData, type SharedData } from './merge-data.ts';

/**
 * What a compiled content asks of a person. `required` fields (paths without their `contact.`, ending at a list) are those
 * without which there is no letter; `person` has them all; `problems` are what is missing even then: the campaign's own values.
 */
export type ContactPlaceholders = { required: string[]; person: MergeData['contact']; problems: Problem[] };

/**
 * Finds by trial which fields a letter needs: rendered for a person who has everything but that field, it fails. So a value with a
 * fall-back (`default`, `#if`) is not required, however that is written.
 */
export function contactPlaceholders(compiled: Compiled, shared: SharedData): ContactPlaceholders {
  const { render } = renderer(compiled);
  const trial = (stands: Stands) => {
    const made = render({ ...shared, ...exampleLinks, contact: personWith(stands) });
    return made.ok ? [] : made.problems;
  };
  const whole = fittingStands(contactPaths(compiled), (stands) => trial(stands).length);
  const missing = trial(whole);
  const fields = [...new Set([...whole.keys()].map((path) => path.replace(/\[\].*$/, '')))];
  const required = fields.filter((field) => {
    const rest = [...whole].filter(
      ([path]) => path !== field && !path.startsWith(`${field}.`) && !path.startsWith(`${field}[`),
    );
    return trial(new Map(rest)).length > missing.length;
  });
  // A stand-in that fits nowhere says nothing about the people; what names a contact's field is left to them.
  const own = missing.filter(({ message }) => !/\{\{[^}]*\bcontact\./.test(message));
  // The text part is made from the HTML as a rule: one mistake is told once.
  const problems = own.filter(({ message }, at) => own.findIndex((problem) => problem.message === message) === at);
  return { required, person: personWith(whole), problems };
}

/** The person with the given name in place of every field's value. */
export function personNamed(compiled: Compiled, name: (field: string) => string): MergeData['contact'] {
  return personWith(new Map(contactPaths(compiled).map((path) => [path, name(path)])));
}

type Stands = ReadonlyMap<string, string>;

const exampleLinks = linkData('https://example.com/u/example');

/** Values that fit a text and a number, an address, a day. */
const candidates = ['2026', 'https://example.com/', '2026-01-01'];

function contactPaths(compiled: Compiled): string[] {
  return placeholders(compiled)
    .filter((path) => path.startsWith('contact.') && path !== 'contact.email')
    .map((path) => path.slice('contact.'.length));
}

/** For each path the value with which least is wrong, the others being what they were found to be so far. */
function fittingStands(paths: readonly string[], wrong: (stands: Stands) => number): Stands {
  const stands = new Map(paths.map((path) => [path, candidates[0] ?? '']));
  for (const path of paths) {
    let least = wrong(stands);
    for (const candidate of candidates.slice(1)) {
      if (least === 0) return stands;
      const count = wrong(new Map(stands).set(path, candidate));
      if (count >= least) continue;
      least = count;
      stands.set(path, candidate);
    }
  }
  return stands;
}

function personWith(stands: Stands): MergeData['contact'] {
  const contact: MergeData['contact'] = { email: 'name@example.com' };
  for (const [path, value] of stands) put(contact, path.replaceAll('[]', '.[]').split('.'), value);
  return contact;
}

/** Puts a value at a path; `[]` is a list with one item in it. */
function put(into: Record<string, unknown>, [first = '', ...rest]: string[], value: string): void {
  if (rest[0] === '[]') {
    const list = Array.isArray(into[first]) ? into[first] : [];
    const item: Record<string, unknown> = { only: list[0] };
    put(item, ['only', ...rest.slice(1)], value);
    into[first] = [item['only']];
  } else if (rest.length === 0) {
    if (typeof into[first] !== 'object' || into[first] === null) into[first] = value;
  } else {
    const inner = into[first];
    const next: Record<string, unknown> = typeof inner === 'object' && inner !== null ? { ...inner } : {};
    put(next, rest, value);
    into[first] = next;
  }
}
