import { number, object, only, ScriptProblem, seedText } from './json-shape.ts';
import { readRule } from './read-rule.ts';
import type { Script } from './script.ts';

/** A script that was understood, or one sentence that says what to write instead. */
export type ReadScript = { ok: true; script: Script } | { ok: false; problem: string };

/** Reads a script from parsed JSON; unknown names are refused, so that a slip of the pen is not silently ignored. */
export function readScript(json: unknown): ReadScript {
  try {
    const root = object(json, 'the script');
    only(root, ['rules', 'limits', 'seed'], 'the script');
    const limits = root['limits'] === undefined ? {} : object(root['limits'], 'limits');
    only(limits, ['maxConnections'], 'limits');
    const seed = root['seed'] === undefined ? '' : seedText(root['seed'], 'seed');
    const rules = root['rules'] ?? [];
    if (!Array.isArray(rules)) throw new ScriptProblem('rules must be a list, for instance {"rules": []}');
    return {
      ok: true,
      script: {
        source: json,
        rules: rules.map((rule: unknown, index) => readRule(rule, `rules[${index}]`, `${seed}#${index}`)),
        maxConnections:
          limits['maxConnections'] === undefined
            ? null
            : number(limits['maxConnections'], 'limits.maxConnections', { from: 1, whole: true }),
      },
    };
  } catch (error) {
    if (error instanceof ScriptProblem) return { ok: false, problem: error.message };
    throw error;
  }
}
