import { describe, expect, it } from '@jest/globals';
import { renderer } from './renderer.ts';
import type { Compiled, MergeData } from './template.ts';

const data = (more: Partial<MergeData> = {}): MergeData => ({
  contact: { email: 'a@example.com' },
  campaign: {},
  workspace: {},
  data: {},
  ...more,
});
const template = (parts: Partial<Compiled>): Compiled => ({ subject: 's', html: '', text: '', ...parts });
const rendered = (parts: Partial<Compiled>, values: MergeData) => {
  const result = renderer(template(parts)).render(values);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.rendered;
};
const problems = (parts: Partial<Compiled>, values: MergeData) => {
  const result = renderer(template(parts)).render(values);
  return result.ok ? [] : result.problems.map(({ message, where }) => `${where} ${message}`);
};

const hostile = `<b>"O'Neil" & =co</b>`;

describe('renderer', () => {
  it('escapes values in html, and leaves them raw in subject and text', () => {
    const letter = rendered(
      {
        subject: '{{contact.name}}',
        html: '<p title="{{contact.name}}">{{contact.name}}</p>',
        text: '{{contact.name}}',
      },
      data({ contact: { email: 'a@example.com', name: hostile } }),
    );
    const escaped = '&lt;b&gt;&quot;O&#39;Neil&quot; &amp; =co&lt;/b&gt;';
    expect(letter).toEqual({ subject: hostile, html: `<p title="${escaped}">${escaped}</p>`, text: hostile });
  });

  it('keeps = in an address, which Handlebars would write as &#x3D;', () => {
    const url = 'https://example.com/u/a=b?x=1&y=2';
    expect(rendered({ html: '<a href="{{unsubscribe_url}}">x</a>' }, data({ unsubscribe_url: url })).html).toBe(
      '<a href="https://example.com/u/a=b?x=1&amp;y=2">x</a>',
    );
  });

  it('refuses a value that is no address where an address stands', () => {
    for (const url of ['javascript:alert(1)', 'data:text/html,x', '/path', 'https://a b']) {
      expect(problems({ html: '<a href="{{data.url}}">x</a>' }, data({ data: { url } }))).toHaveLength(1);
    }
  });

  it('refuses a value in a style that is more than a colour, a size or an https address', () => {
    const html = '<p style="color:{{data.c}}">x</p><style>a { color: {{data.c}} }</style>';
    expect(rendered({ html }, data({ data: { c: '#33508c' } })).html).toContain('color:#33508c');
    expect(problems({ html }, data({ data: { c: 'red;display:none' } }))).toHaveLength(1);
    expect(problems({ html }, data({ data: { c: 'x}body{display:none' } }))).toHaveLength(1);
  });

  it('L17 names each placeholder without a value, instead of printing a blank', () => {
    const parts = { subject: '{{contact.name}} 様', html: '{{data.a}}{{data.b}}{{data.c}}{{data.deep.er}}' };
    const found = problems(parts, data({ data: { a: null, b: ' ', c: 0 } }));
    expect(found).toEqual([
      'subject {{contact.name}}: it has no value.',
      'html {{data.a}}: it has no value.',
      'html {{data.b}}: it has no value.',
      'html {{data.deep.er}}: it has no value.',
    ]);
  });

  it('takes a fall-back, an empty one too, or a guard, for a value that is missing', () => {
    const text = `{{default contact.name 'friend'}}|{{default contact.x ''}}|{{#if contact.y}}{{contact.y}}{{else}}-{{/if}}`;
    expect(rendered({ text }, data()).text).toBe('friend||-');
    expect(rendered({ text }, data({ contact: { email: 'a@example.com', name: '\u3000', y: ' ' } })).text).toBe(
      'friend||-',
    );
  });

  it('reports a list that is missing, unless the template says what to do then', () => {
    expect(problems({ text: '{{#each data.items}}x{{/each}}' }, data())).toHaveLength(1);
    expect(problems({ text: '{{#with data.hero}}x{{/with}}' }, data())).toHaveLength(1);
    expect(rendered({ text: '{{#each data.items}}x{{else}}none{{/each}}' }, data()).text).toBe('none');
    expect(rendered({ text: '{{#each data.items}}x{{/each}}' }, data({ data: { items: [] } })).text).toBe('');
  });

  it('reports lists, groups and yes-or-no values where words stand', () => {
    for (const value of [{}, [1], true])
      expect(problems({ text: '{{data.v}}' }, data({ data: { v: value } }))).toHaveLength(1);
  });

  it.each([['\r\nBcc: x@example.com'], ['a\nb'], ['a\0b'], ['a\u2028b'], ['\u202egnp.exe']])(
    'refuses the value %j in a subject',
    (name) => {
      expect(
        problems({ subject: 'Hi {{contact.name}}' }, data({ contact: { email: 'a@example.com', name } })),
      ).not.toEqual([]);
    },
  );

  it('refuses NUL in a body, and an empty subject', () => {
    expect(problems({ html: '{{data.x}}' }, data({ data: { x: 'a\0b' } }))).toHaveLength(1);
    expect(problems({ subject: `{{default data.x ''}}` }, data())).toHaveLength(1);
  });

  it('does not reach into the prototypes of values', () => {
    const text = '{{#each data.items}}{{length}}{{/each}}{{data.toString}}{{data.items.map}}';
    expect(problems({ text }, data({ data: { items: [] } }))).toHaveLength(2);
    expect(problems({ text: '{{data.constructor}}' }, data())[0]).toContain('machinery');
  });

  it('does not read values as templates', () => {
    expect(rendered({ text: '{{data.x}}' }, data({ data: { x: '{{contact.email}}' } })).text).toBe('{{contact.email}}');
  });

  it('answers with problems, and never throws, for a stored template that is no text or unsafe', () => {
    const tree: Compiled = JSON.parse('{"subject":"s","html":{"type":"Program","body":[]},"text":""}');
    expect(renderer(tree).render(data()).ok).toBe(false);
    for (const html of ['{{{contact.email}}}', '{{#if', '{{> other}}', '{{log contact.email}}', '{{> legal}}']) {
      expect(renderer(template({ html })).render(data()).ok).toBe(false);
    }
  });

  it('keeps no state from one person to the next', () => {
    const shared = renderer(template({ text: '{{contact.name}}' }));
    expect(shared.render(data()).ok).toBe(false);
    expect(shared.render(data({ contact: { email: 'a@example.com', name: 'A' } }))).toMatchObject({
      rendered: { text: 'A' },
    });
  });

  it('R1870-2 refuses a letter over 150 KB', () => {
    expect(problems({ html: '{{data.x}}' }, data({ data: { x: 'あ'.repeat(51_201) } }))).toHaveLength(1);
  });

  it('writes dates in the zone of the workspace', () => {
    const values = { data: { at: '2026-11-23T20:00:00Z' } };
    expect(rendered({ text: '{{date_ja data.at}}' }, data(values)).text).toBe('2026年11月24日');
    expect(
      rendered({ text: '{{date_en data.at}}' }, data({ ...values, workspace: { time_zone: 'Europe/London' } })).text,
    ).toBe('23 November 2026');
  });
});
