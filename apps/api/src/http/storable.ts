import { pointerTo, type ValueProblem } from './problem.ts';

const deepest = 32;

/**
 * What in a parsed JSON body could not be kept or trusted whatever field it stands in: NUL and lone surrogates (PostgreSQL refuses
 * them), the name `__proto__`, and nesting beyond 32 levels. Walks without recursion; stops at the first.
 */
export function unstorable(body: unknown): ValueProblem | undefined {
  const waiting: { value: unknown; path: readonly string[] }[] = [{ value: body, path: [] }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { value, path } = next;
    const pointer = pointerTo(path);
    if (path.length > deepest) return { pointer, detail: `The body is nested more than ${deepest} levels deep.` };
    if (typeof value === 'string' && !isStorableText(value)) {
      return { pointer, detail: 'The text holds a NUL or half a character (a lone surrogate); remove it.' };
    }
    if (typeof value !== 'object' || value === null) continue;
    for (const [name, inner] of Object.entries(value)) {
      if (name === '__proto__' || !isStorableText(name)) {
        return { pointer, detail: 'A name in this object cannot be used; rename it.' };
      }
      waiting.push({ value: inner, path: [...path, name] });
    }
  }
  return undefined;
}

/** Whether a text can be kept as it is. */
export function isStorableText(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed();
}
