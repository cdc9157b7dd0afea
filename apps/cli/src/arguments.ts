import { parseArgs } from 'node:util';
import { UsageError } from './errors.ts';
import type { Argument, Given, Verb } from './verb.ts';

/** Reads what stands behind a verb's words; a UsageError says what is wrong with it. */
export function readArguments(verb: Verb, args: readonly string[]): Given<string> {
  const { values, positionals, tokens } = parsed(verb, args);
  const names = tokens.flatMap((token) => (token.kind === 'option' ? [token.name] : []));
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) throw new UsageError(`--${twice} is given twice; keep one.`);

  const option = (name: string): string | undefined => {
    const value = values[name];
    if (value === undefined || typeof value === 'boolean') return undefined;
    if (value.trim() === '') throw new UsageError(`--${name} is empty; write --${name} ${wanted(verb, name)}.`);
    return value;
  };
  const required = (name: string): string => {
    const value = option(name);
    if (value === undefined) throw new UsageError(`--${name} ${wanted(verb, name)} is missing.`);
    return value;
  };
  for (const name of Object.keys(values)) option(name);
  for (const [name, { required: needed }] of Object.entries(verb.options)) if (needed) required(name);
  return { ...placesOf(verb, positionals), option, required };
}

function parsed(verb: Verb, args: readonly string[]) {
  const options = Object.fromEntries(Object.keys(verb.options).map((name) => [name, { type: 'string' as const }]));
  try {
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: true, tokens: true });
  } catch (cause) {
    // Node adds advice after the first sentence that does not fit here.
    const [sentence = ''] = (cause instanceof Error ? cause.message : String(cause)).split('. ');
    throw new UsageError(`${sentence.replace(/\.$/, '')}.`, { cause });
  }
}

function placesOf({ argument, second }: Verb, positionals: readonly string[]): { argument: string; second: string } {
  const places = [argument, second].filter((place) => place !== undefined);
  const extra = positionals[places.length];
  if (extra !== undefined) {
    const advice = places.length === 0 ? '' : ': quote a value that holds spaces';
    throw new UsageError(`"${extra}" is one word too many${advice}.`);
  }
  const [first = '', next = ''] = places.map((place, at) => placed(place, positionals[at]));
  return { argument: first, second: next };
}

function placed({ value, optional }: Argument, given: string | undefined): string {
  if (given !== undefined && given.trim() === '') throw new UsageError(`${value} is empty.`);
  if (given === undefined && !optional) throw new UsageError(`${value} is missing.`);
  return given ?? '';
}

function wanted(verb: Verb, name: string): string {
  return `<${verb.options[name]?.value ?? 'value'}>`;
}
