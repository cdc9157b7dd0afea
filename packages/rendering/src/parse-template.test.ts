import { describe, expect, it } from '@jest/globals';
import { parseTemplate } from './parse-template.ts';

const fault = (source: string) => {
  const parsed = parseTemplate(source, 'html');
  return parsed.ok ? undefined : parsed.problems[0];
};

describe('parseTemplate', () => {
  it('says line and column of a block that is never closed', () => {
    expect(fault('a\n  {{#if data.x}}b')).toMatchObject({ line: 2, column: 3, where: 'html' });
    expect(fault('{{#if data.x}}b')?.message).toContain('{{/if}}');
  });

  it('says line and column of a block that is closed by another name, or never opened', () => {
    expect(fault('{{#if data.x}}\nb{{/each}}')).toMatchObject({ line: 2, column: 2 });
    expect(fault('b {{/each}}')).toMatchObject({ line: 1, column: 3 });
    expect(fault('{{else}}')).toMatchObject({ line: 1, column: 1 });
  });

  it('says line and column of braces that are never closed', () => {
    expect(fault('a\nb {{contact.name')).toMatchObject({ line: 2, column: 3 });
  });

  it('says line and column of an expression that cannot be read', () => {
    expect(fault('a\nb {{contact.name |}}')).toMatchObject({ line: 2 });
    expect(fault('one\n\ntwo {{date (x}}')).toMatchObject({ line: 3 });
    expect(fault('one\n\ntwo {{date (x}}')?.column).toBeGreaterThan(4);
  });

  it('refuses three braces, which would print without escaping, raw blocks and decorator blocks', () => {
    expect(fault('x {{{contact.name}}}')).toMatchObject({ line: 1, column: 3 });
    expect(fault('{{#*inline "x"}}a{{/inline}}')).toBeDefined();
    expect(fault('{{{{raw}}}}x{{{{/raw}}}}')).toBeDefined();
  });

  it('refuses an escaped tag, which would leave bare braces in the letter', () => {
    expect(fault('x \\{{contact.name}}')).toMatchObject({ line: 1, column: 3 });
  });

  it('refuses a ready-made tree, which Handlebars would run unchecked', () => {
    const tree: unknown = JSON.parse('{"type":"Program","body":[]}');
    expect(parseTemplate(tree as string, 'html').ok).toBe(false);
  });

  it('takes braces inside strings and comments as part of their tag', () => {
    expect(fault(`{{default contact.name 'a}}b'}} {{!-- {{x}} --}}`)).toBeUndefined();
  });
});
