import { marks } from './marks.ts';
import type { words } from './words.ts';

type Said = Pick<(typeof words)['ja'], 'names' | 'condition' | 'repeat' | 'otherwise' | 'end' | 'comment' | 'other'>;

const fieldSign = /^\{\{~?\s*(#|\/|!|else\b|\^)?\s*([^\s~}()]*)\s*([\s\S]*?)~?\}\}$/;

/** What a kept piece is called: a condition by its condition, a tag by its name, a comment by its first words. */
export function keptName(source: string, say: Said): string {
  const [first] = marks(source);
  if (first?.kind === 'open') return say.names[first.name] ?? say.other(first.name);
  if (first?.kind === 'comment')
    return `${say.comment}: ${first.text
      .replace(/^<!--\s*/, '')
      .replace(/\s*-->$/, '')
      .slice(0, 60)}`;
  const [, sign = '', name = '', rest = ''] = fieldSign.exec(source) ?? [];
  switch (sign) {
    case '#':
      return name === 'each'
        ? say.repeat(rest.trim())
        : name === 'if'
          ? say.condition(rest.trim())
          : `${name} ${rest.trim()}`;
    case '/':
      return say.end;
    case '!':
      return say.comment;
    case 'else':
    case '^':
      return rest.trim() === '' && name === '' ? say.otherwise : `${say.otherwise} ${name} ${rest.trim()}`;
    default:
      return source;
  }
}
