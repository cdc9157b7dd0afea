import fc from 'fast-check';
import type { MergeData } from '../template.ts';

/** Sources of templates, for tests: every block, function, path and white-space sign there is, nested at random. */
export function anyTemplate(): fc.Arbitrary<string> {
  return nodes(0, 0);
}

/** Data for such templates, for tests: each value may be absent, or of a kind that its place does not expect. */
export function anyData(): fc.Arbitrary<MergeData> {
  const group = fc.record(
    { email: fc.constant('a@example.com'), ...fields },
    { requiredKeys: ['email'], noNullPrototype: true },
  );
  const url = fc.option(fc.constantFrom('https://u.example.jp/u/token?a=b&c=d', ''), { nil: undefined });
  return fc
    .record({
      contact: group,
      data: group,
      workspace: fc.record(fields, { requiredKeys: [], noNullPrototype: true }),
      url,
    })
    .map(({ contact, data, workspace, url }) => ({
      contact,
      ...(url === undefined ? {} : { unsubscribe_url: url, view_url: url }),
      campaign: { name: 'c' },
      workspace,
      data,
    }));
}

/** An object as JSON has them. */
function plain(model: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<Record<string, unknown>> {
  return fc.record(model, { noNullPrototype: true });
}

const words = fc.constantFrom('a', ' ', '\n', ' b ', '\n  \n', 'あ', '.', '<b>', '</b>', '&amp;', '=', '—', '{', '}');
const names = ['name', 'count', 'flag', 'day', 'list', 'group', 'missing'];
const roots = ['contact', 'data', 'workspace'];
const odd = fc.constantFrom<unknown>(
  null,
  '',
  ' ',
  0,
  1,
  '1',
  true,
  false,
  [],
  {},
  '<&">\'',
  'a\nb',
  'a\0b',
  '\ud83d',
  '😀',
);
const day = fc.constantFrom<unknown>('2026-11-23', '2026-11-23T20:00:00Z', 'soon', 5, null);
const item = fc.oneof(odd, plain({ name: odd, group: plain({ name: odd }), list: fc.array(odd, { maxLength: 2 }) }));
const fields = {
  name: odd,
  count: fc.constantFrom<unknown>(0, 3, '12000.5', 'x', null, 1e21),
  flag: fc.boolean(),
  day,
  list: fc.oneof(fc.array(item, { maxLength: 3 }), odd),
  group: fc.oneof(plain({ name: odd, list: fc.array(item, { maxLength: 2 }) }), odd),
};

type Nested = fc.Arbitrary<string>;

function nodes(level: number, loops: number): Nested {
  const choices: fc.WeightedArbitrary<string>[] = [
    { weight: 3, arbitrary: words },
    { weight: 4, arbitrary: printed(loops) },
    { weight: 1, arbitrary: fc.constant('{{! nothing }}') },
  ];
  if (level < 3) choices.push({ weight: 3, arbitrary: block(level + 1, loops) });
  return fc.array(fc.oneof(...choices), { maxLength: level === 0 ? 7 : 3 }).map((all) => all.join(''));
}

function path(loops: number): Nested {
  const top = fc.tuple(
    fc.constantFrom(...roots),
    fc.constantFrom(...names, 'group.name', 'list.0', 'list.length', 'name.length'),
  );
  const fromTop = fc.oneof(
    top.map((parts) => parts.join('.')),
    fc.constantFrom('unsubscribe_url', 'contact.email'),
  );
  if (loops === 0) return fromTop;
  const words = ['this', '.', './name', 'this.name', 'name', 'group.name', 'list', '@index', '@key', '@first', '@last'];
  if (loops > 1) words.push('..', '../name', '../this', '@../index', '../list');
  return fc.oneof(
    fc.constantFrom(...words),
    fromTop.map((text) => `@root.${text}`),
    fromTop.map((text) => `${'../'.repeat(loops)}${text}`),
    fc.constantFrom(
      ...Array.from({ length: loops }, (_, loop) => [`item${loop}`, `item${loop}.name`, `at${loop}`]).flat(),
    ),
  );
}

function call(loops: number): Nested {
  return fc.oneof(
    path(loops).map((text) => `default ${text} 'fall-back'`),
    path(loops).map((text) => `default ${text} ''`),
    path(loops).map((text) => `date_ja ${text} 'long'`),
    path(loops).map((text) => `number_en ${text} digits=1`),
    path(loops).map((text) => `encode ${text}`),
    fc.tuple(path(loops), path(loops)).map(([one, other]) => `eq ${one} ${other}`),
    fc.tuple(path(loops), path(loops)).map(([one, other]) => `and ${one} (not ${other})`),
    path(loops).map((text) => `default (encode ${text}) 7`),
  );
}

function printed(loops: number): Nested {
  const inner = fc.oneof({ weight: 2, arbitrary: path(loops) }, { weight: 1, arbitrary: call(loops) });
  return fc.tuple(inner, sign, sign).map(([text, before, after]) => `{{${before}${text}${after}}}`);
}

const sign = fc.constantFrom('', '', '', '~');

function subject(loops: number): Nested {
  return fc.oneof(
    { weight: 3, arbitrary: path(loops) },
    { weight: 1, arbitrary: call(loops).map((text) => `(${text})`) },
  );
}

function block(level: number, loops: number): Nested {
  const ends = fc.tuple(sign, sign, fc.constantFrom('', '', '\n'));
  const elseOf = fc.option(nodes(level, loops), { nil: undefined });
  const condition = fc
    .tuple(
      fc.constantFrom('if', 'unless'),
      subject(loops),
      nodes(level, loops),
      elseOf,
      ends,
      fc.option(subject(loops)),
    )
    .map(([name, value, yes, no, [before, after, line], second]) => {
      const otherwise = no === undefined ? '' : `{{else}}${no}`;
      const chain = second === null ? '' : `{{else if ${second}}}${line}chained`;
      return `{{${before}#${name} ${value}}}${line}${yes}${chain}${otherwise}{{/${name}${after}}}${line}`;
    });
  const loop = fc
    .tuple(fc.constantFrom('each', 'with'), listPath(loops), nodes(level, loops + 1), elseOf, ends)
    .map(([name, value, inside, no, [before, after, line]]) => {
      const otherwise = no === undefined ? '' : `${line}{{else}}${no}`;
      const open = `{{${before}#${name} ${value} as |item${loops} at${loops}|}}`;
      return `${open}${line}${inside}${otherwise}{{/${name}${after}}}${line}`;
    });
  return fc.oneof(condition, loop);
}

function listPath(loops: number): Nested {
  const lists = fc.tuple(fc.constantFrom(...roots), fc.constantFrom('list', 'group', 'group.list', 'missing'));
  const fromTop = fc.oneof(
    lists.map((parts) => parts.join('.')),
    fc.constant('contact'),
  );
  if (loops === 0) return fromTop;
  return fc.oneof(
    fc.constantFrom('this', 'list', 'this.list', 'group', `item${loops - 1}`, '..'),
    fromTop.map((text) => `${'../'.repeat(loops)}${text}`),
    fromTop.map((text) => `@root.${text}`),
  );
}
