import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { renderer } from '../renderer.ts';
import type { Compiled, MergeData, RenderResult } from '../template.ts';
import { anyData, anyTemplate } from './any-template.ts';
import { compileWire } from './compile-wire.ts';

const template = (parts: Partial<Compiled>): Compiled => ({ subject: 's', html: '', text: '.', ...parts });
const data = (more: Partial<MergeData> = {}): MergeData => ({
  contact: { email: 'a@example.com' },
  campaign: {},
  workspace: {},
  data: {},
  ...more,
});
/** What the wire program says, as the general renderer would put it; undefined where there is no program. */
const wired = (compiled: Compiled, values: MergeData): RenderResult | undefined => {
  const made = compileWire(compiled, values, (words) => words);
  if (!made.ok) return undefined;
  const said = { text: '', html: '' };
  let part: 'text' | 'html' = 'text';
  const add = (words: string) => {
    said[part] += words;
  };
  const filled = made.program.fill(values, { fixed: add, words: add }, (next) => {
    part = next;
  });
  return filled.ok ? { ok: true, rendered: { subject: filled.subject, ...said } } : filled;
};
const reason = (parts: Partial<Compiled>, values = data()) => {
  const made = compileWire(template(parts), values, (words) => words);
  return made.ok ? '' : made.reason;
};

describe('compileWire', () => {
  it('says for any template and any data what the renderer says, problems and their order included', () => {
    let programs = 0;
    let letters = 0;
    fc.assert(
      fc.property(anyTemplate(), anyData(), (source, values) => {
        const compiled = template({ text: `:${source}`, html: `:${source}`.replace(/[ \t]*[\r\n]\s*/g, '\n') });
        const said = wired(compiled, values);
        if (said === undefined) return;
        programs++;
        if (said.ok) letters++;
        expect(said).toEqual(renderer(compiled).render(values));
      }),
      { numRuns: Number(process.env['WIRE_RUNS'] ?? 800) },
    );
    expect(programs).toBeGreaterThan(400);
    expect(letters).toBeGreaterThan(50);
  });

  it('keeps apart what one program says for one person and the next', () => {
    const shared = data({ data: { items: ['x', 'y'] } });
    const text = 'for {{contact.name}}:{{#each data.items}} {{this}}-{{@root.contact.name}}{{/each}}';
    const made = compileWire(template({ text, subject: '{{contact.name}}' }), shared, (words) => words);
    const say = (name: unknown) => {
      let said = '';
      const add = (words: string) => {
        said += words;
      };
      if (!made.ok) return made.reason;
      const { fill } = made.program;
      const filled = fill({ contact: { email: 'a@b.jp', name } }, { fixed: add, words: add }, () => {});
      return filled.ok ? [filled.subject, said] : filled.problems.map(({ message }) => message);
    };
    expect(say('A')).toEqual(['A', 'for A: x-A y-A']);
    expect(say(undefined)).toEqual([
      '{{contact.name}}: it has no value.',
      '{{contact.name}}: it has no value.',
      '{{@root.contact.name}}: it has no value.',
      'The subject is empty: write one.',
    ]);
    expect(say('B')).toEqual(['B', 'for B: x-B y-B']);
  });

  it('works out once what all letters share, and joins it with the words around it', () => {
    const html =
      '<p>{{data.a}} {{#each data.items}}<b>{{this}}</b>{{/each}}{{#if data.a}}!{{/if}}{{contact.email}}</p>';
    const pieces: string[] = [];
    compileWire(template({ html }), data({ data: { a: '<1>', items: ['x', 'y'] } }), (words) => pieces.push(words));
    expect(pieces).toEqual(['<p>&lt;1&gt; <b>x</b><b>y</b>!', '</p>', '.']);
  });

  it('R1870-2 refuses a letter over 150 KB, as the renderer does', () => {
    const values = data({ contact: { email: 'a@b.jp', name: 'あ'.repeat(51_201) } });
    const compiled = template({ text: '.{{contact.name}}' });
    expect(wired(compiled, values)).toEqual(renderer(compiled).render(values));
  });

  it('leaves to the general renderer what it does not cover, and says what that is', () => {
    expect(reason({ text: '{{> legal}}.' })).toContain('a tag of the kind PartialStatement');
    expect(reason({ text: '{{#if contact.name as |x|}}a{{/if}}.' })).toContain('{{#if}}');
    expect(reason({ text: '.{{#each data.items as |eq|}}a{{/each}}' })).toContain('|eq|');
    expect(reason({ text: '{{contact.name}}' })).toContain('a text that may be blank');
    expect(reason({ text: '{{#if' })).toContain('a text with a problem');
    expect(reason({ text: '.\ud800' })).toContain('lone surrogate');
    const items = Array.from({ length: 1100 }, () => 'x'.repeat(1000));
    expect(reason({ text: '.{{#each data.items}}{{this}}{{/each}}' }, data({ data: { items } }))).toContain(
      'more words',
    );
  });

  it('has one body for a letter of text alone', () => {
    const made = compileWire(template({ html: ' ' }), data(), (words) => words);
    expect(made.ok && made.program.parts).toEqual(['text']);
  });
});
