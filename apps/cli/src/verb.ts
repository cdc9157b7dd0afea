import type { Installation } from './installation.ts';

/** One `--name <value>` of a verb; every option takes a value. */
export type Option = { value: string; help: string; required?: true };

/** What stands behind the verb's words: one value, or none. */
export type Argument = { value: string; help: string; optional?: true };

/** What the operator gave; `second` is empty when there was none. `required` answers a UsageError for an option that is needed because of the others. */
export type Given<Name extends string> = {
  argument: string;
  second: string;
  option(name: Name): string | undefined;
  required(name: Name): string;
};

/** What a verb is carried out with: the installation (looked for when it is first asked for), the operator's folder, and the terminal. */
export type Context = { installation(): Installation; folder: string; say(line: string): void };

/** One verb: what it takes, in the words of its help, and what it does. */
export type Verb<Name extends string = string> = {
  argument?: Argument;
  /** One more value behind the first. */
  second?: Argument;
  options: Record<Name, Option>;
  notes?: readonly string[];
  run(context: Context, given: Given<Name>): Promise<void>;
};

/** Defines a verb; `run` may ask for the options it declares, and no others. */
export function defineVerb<const Name extends string>(verb: Verb<Name>): Verb {
  return verb;
}

/** The option by which a verb is told the workspace. */
export const workspaceOption = {
  value: 'wsp_…',
  help: 'the workspace, needed when there is more than one',
} as const satisfies Option;
