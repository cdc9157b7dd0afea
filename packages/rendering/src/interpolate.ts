import Handlebars from 'handlebars';
import { knownFunctions } from './engine.ts';
import { lint } from './lint.ts';
import { type Parsed, parseTemplate } from './parse-template.ts';
import { routePrinting } from './printing.ts';
import type { Problem } from './template.ts';

/** A part ready to be filled, or why it is not. */
export type Interpolation = { ok: true; fill: (data: object) => string } | { ok: false; problems: Problem[] };

/**
 * Compiles one part with an engine of ours. The source is linted again, since it comes back from storage; the tree
 * that Handlebars runs is always one that we parsed ourselves.
 */
export function interpolate(source: string, part: FilledPart, engine: typeof Handlebars): Interpolation {
  const read = runnableTree(source, part);
  if (!read.ok) return read;
  const template: (data: object, options: Handlebars.RuntimeOptions) => unknown = engine.compile(read.program, {
    knownHelpers: knownFunctions(),
    knownHelpersOnly: true,
    noEscape: true,
  });
  const runtime = { allowProtoPropertiesByDefault: false, allowProtoMethodsByDefault: false };
  return { ok: true, fill: (data) => String(template(data, runtime)) };
}

/** The parts of a compiled template that are filled for each person. */
export type FilledPart = 'subject' | 'html' | 'text';

/** The linted tree of a part as it runs: white space taken out where tags ask for it, every value going through its printer. */
export function runnableTree(source: string, part: FilledPart): Parsed {
  const parsed = parseTemplate(source, part);
  if (!parsed.ok) return parsed;
  const problems = lint(parsed.program, part);
  if (problems.length > 0) return { ok: false, problems };
  const program = Handlebars.parse(source);
  routePrinting(program, part === 'html');
  return { ok: true, program };
}
