import { parseArgs } from 'node:util';
import type { Db } from '@hikyaku/database';
import { UsageError } from './errors.ts';
import type { Installation } from './installation.ts';

/** One verb: its words (`campaign pause`), what it needs, and what it does. */
export type Command = {
  words: readonly string[];
  summary: string;
  /** What follows the words, in order; all of them are needed unless they end in `?`. */
  operands: readonly string[];
  options: Readonly<Record<string, Option>>;
  /** More to say in --help. */
  notes?: string;
  run(invocation: Invocation, context: Context): Promise<void>;
};

/** An option that takes a value. */
export type Option = { value: string; help: string; required?: boolean };

/** What the operator wrote, once it is known to be complete. */
export type Invocation = {
  operand(name: string): string;
  option(name: string): string | undefined;
  required(name: string): string;
};

/** What a verb works with. `open` connects to the installation's database; it is closed when the verb has ended. */
export type Context = {
  env: Readonly<Record<string, string | undefined>>;
  stateDir: string;
  signal: AbortSignal;
  say: (line: string) => void;
  open: () => Promise<{ db: Db; installation: Installation }>;
};

/** The option that says which workspace is meant, where there are several. */
export const workspaceOption: Readonly<Record<string, Option>> = {
  workspace: { value: 'wsp_…', help: 'which workspace, where there are several' },
};

/** Reads what follows a command's words; throws UsageError. */
export function readInvocation(command: Command, args: readonly string[]): Invocation {
  const { values, positionals } = parsed(command, args);
  const needed = command.operands.filter((name) => !name.endsWith('?'));
  const missing = needed[positionals.length];
  if (missing !== undefined) throw new UsageError(`Write the ${missing}.`);
  const surplus = positionals[command.operands.length];
  if (surplus !== undefined)
    throw new UsageError(`"${surplus}" is one word too many; put words with spaces in quotes.`);
  for (const [name, { required }] of Object.entries(command.options)) {
    if (required === true && (values[name] ?? '').trim() === '') throw new UsageError(`--${name} is missing.`);
  }
  const option = (name: string): string | undefined => values[name];
  return {
    option,
    operand: (name) => positionals[command.operands.indexOf(name)] ?? '',
    required: (name) => option(name) ?? '',
  };
}

function parsed(command: Command, args: readonly string[]): { values: Record<string, string>; positionals: string[] } {
  const options = Object.keys(command.options).map((name) => [name, { type: 'string' as const }]);
  try {
    const read = parseArgs({ args: [...args], options: Object.fromEntries(options), allowPositionals: true });
    const values: Record<string, string> = {};
    for (const [name, value] of Object.entries(read.values)) if (typeof value === 'string') values[name] = value;
    return { values, positionals: read.positionals };
  } catch (error) {
    throw new UsageError(error instanceof Error ? (error.message.split('. ')[0] ?? '') : 'This cannot be read.');
  }
}
