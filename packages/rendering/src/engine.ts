import { type Told, told } from './findings.ts';
import Handlebars from 'handlebars';
import { functions } from './functions.ts';
import { printValue, type Place } from './print-value.ts';
import { isTrue, Unprintable } from './unprintable.ts';

/** Where one rendering reports what it could not print, and the workspace's time zone while it runs. */
export type Moment = { report: (fault: Told) => void; zone: string };

/** The inner functions that print; a person cannot write these names, the linter refuses them. */
export const printers: Readonly<Record<Place, string>> = {
  text: '$text',
  html: '$html',
  url: '$url',
  css: '$css',
};

/** The inner function that hands a value to `each` and `with`, and reports when there is none. */
export const blockSubject = '$subject';

/** A Handlebars of our own: only our functions and blocks, no partials, no `log`, no `lookup`, no prototype access. */
export function createEngine(moment: () => Moment): typeof Handlebars {
  const engine = Handlebars.create();
  for (const name of ['log', 'lookup', 'helperMissing', 'blockHelperMissing']) engine.unregisterHelper(name);
  for (const [name, run] of Object.entries(functions)) {
    engine.registerHelper(name, (...all: unknown[]) =>
      run({ values: all.slice(0, -1), named: namedOf(all.at(-1)), zone: moment().zone }),
    );
  }
  for (const place of ['text', 'html', 'url', 'css'] satisfies Place[]) {
    engine.registerHelper(printers[place], (value: unknown, label: string) => {
      const printed = printValue(value, place);
      if (printed.ok) return printed.text;
      moment().report(told(printed.code, { ...printed.values, label }));
      return '';
    });
  }
  engine.registerHelper(blockSubject, (value: unknown, label: string) => {
    if (typeof value === 'object' && value !== null && !(value instanceof Unprintable)) return value;
    moment().report(told('value-group', { label }));
    return [];
  });
  registerConditions(engine);
  return engine;
}

/** What the compiler is told about an engine made by `createEngine`. */
export function knownFunctions(): Record<string, boolean> {
  const names = [...Object.keys(functions), ...Object.values(printers), blockSubject, 'if', 'unless', 'each', 'with'];
  return Object.fromEntries([
    ...['helperMissing', 'blockHelperMissing', 'log', 'lookup'].map((name) => [name, false]),
    ...names.map((name) => [name, true]),
  ]);
}

// White space alone counts as nothing here too, so that {{#if x}} guards {{x}} exactly.
function registerConditions(engine: typeof Handlebars): void {
  engine.registerHelper('if', function (this: unknown, value: unknown, options: Handlebars.HelperOptions): string {
    return isTrue(value) ? options.fn(this) : options.inverse(this);
  });
  engine.registerHelper('unless', function (this: unknown, value: unknown, options: Handlebars.HelperOptions): string {
    return isTrue(value) ? options.inverse(this) : options.fn(this);
  });
}

function namedOf(options: unknown): Readonly<Record<string, unknown>> {
  if (typeof options !== 'object' || options === null || !('hash' in options)) return {};
  const { hash } = options;
  return typeof hash === 'object' && hash !== null ? { ...hash } : {};
}
