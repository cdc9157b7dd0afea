import Handlebars from 'handlebars';
import { knownFunctions } from './engine.ts';
import { lint } from './lint.ts';
import { parseTemplate } from './parse-template.ts';
import { routePrinting } from './printing.ts';
import type { Problem } from './template.ts';

/** A part ready to be filled, or why it is not. */
export type Interpolation = { ok: true; fill: (data: object) => string } | { ok: false; problems: Problem[] };

/**
 * Compiles one part with an engine of ours. The source is linted again, since it comes back from storage; the tree
 * that Handlebars runs is always one that we parsed ourselves.
 */
export function interpolate(
  source: string,
  part: 'subject' | 'html' | 'text',
  engine: typeof Handlebars,
): Interpolation {
  const parsed = parseTemplate(source, part);
  if (!parsed.ok) return parsed;
  const problems = lint(parsed.program, part);
  if (problems.length > 0) return { ok: false, problems };
  const program = Handlebars.parse(source);
  routePrinting(program, part === 'html');
  const template: (data: object, options: Handlebars.RuntimeOptions) => unknown = engine.compile(program, {
    knownHelpers: knownFunctions(),
    knownHelpersOnly: true,
    noEscape: true,
  });
  const runtime = { allowProtoPropertiesByDefault: false, allowProtoMethodsByDefault: false };
  return { ok: true, fill: (data) => String(template(data, runtime)) };
}
