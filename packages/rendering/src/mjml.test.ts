import { describe, expect, it } from '@jest/globals';
import { mjmlToHtml } from './mjml.ts';
import { findTags } from './tags.ts';

const body = (inside: string, head = '') => `<mjml>${head}<mj-body>${inside}</mj-body></mjml>`;
const column = (inside: string) => body(`<mj-section><mj-column>${inside}</mj-column></mj-section>`);

const html = async (mjml: string) => {
  const made = await mjmlToHtml(mjml, 'ja');
  if (!made.ok) throw new Error(JSON.stringify(made.problems));
  return made.html;
};
const problems = async (mjml: string) => {
  const made = await mjmlToHtml(mjml, 'ja');
  return made.ok ? [] : made.problems;
};
const tags = (source: string) => findTags(source).map((tag) => tag.text);

describe('mjmlToHtml', () => {
  it('keeps bare block tags in body, wrapper, section, group, column and hero, in their order', async () => {
    const mjml = body(`
      {{#if data.a}}<mj-wrapper>{{#if data.b}}<mj-section>{{#if data.c}}<mj-column>
        {{#each data.d}}<mj-text>{{title}}</mj-text>{{else}}<mj-text>none</mj-text>{{/each}}
      </mj-column>{{/if}}<mj-group>{{#if data.e}}<mj-column><mj-text>x</mj-text></mj-column>{{/if}}</mj-group>
      </mj-section>{{/if}}</mj-wrapper>{{/if}}
      <mj-hero>{{#if data.f}}<mj-text>{{data.f}}</mj-text>{{/if}}</mj-hero>`);
    expect(tags(await html(mjml))).toEqual(tags(mjml));
  });

  it('keeps tags inside text, tables and attributes, whatever quotes they hold', async () => {
    const mjml = column(
      `<mj-table>{{#each data.rows}}<tr {{#if @first}}class="f"{{/if}}><td>{{name}}</td></tr>{{/each}}</mj-table>
       <mj-button href="https://example.com/?n={{default contact.name "x"}}">{{default data.label 'Go "on"'}}</mj-button>`,
    );
    const made = await html(mjml);
    for (const tag of tags(mjml)) expect(made).toContain(tag);
    expect(made).toContain('<tr {{#if @first}}class="f"{{/if}}>');
  });

  it('fails with the line where MJML would drop a placeholder without a word', async () => {
    const mjml = column(
      '\n<mj-social>\n{{#if data.x}}<mj-social-element name="x">x</mj-social-element>{{/if}}</mj-social>',
    );
    const found = await problems(mjml);
    expect(found.map(({ line }) => line)).toEqual([3, 3]);
    expect(found[0]?.message).toContain('{{#if data.x}}');
  });

  it('fails with line and column where words or values stand directly in a column', async () => {
    expect(await problems(column('\n  {{contact.name}}'))).toMatchObject([{ line: 2, column: 3, where: 'mjml' }]);
    expect(await problems(column('\n  hello'))).toMatchObject([{ line: 2, column: 3 }]);
  });

  it('fails with line and column of a tag that is not closed, which MJML would pass over', async () => {
    expect(await problems('<mjml>\n<mj-body>\n  <mj-section></mj-body></mjml>')).toMatchObject([
      { line: 3, column: 3 },
    ]);
    expect(await problems('<mjml><mj-body></mj-body>')).toMatchObject([{ line: 1, column: 1 }]);
    expect(await problems(column('<mj-text color="red>x</mj-text>'))).not.toEqual([]);
  });

  it('refuses a placeholder in an inlined style, which would be spoiled', async () => {
    const style = (kind: string) => `<mj-head><mj-style${kind}>.x { color: {{data.c}}; }</mj-style></mj-head>`;
    expect(await problems(body('', style(' inline="inline"')))).toHaveLength(1);
    expect(await html(body('', style('')))).toContain('color: {{data.c}};');
  });

  it('takes a placeholder as a colour, though MJML calls it no colour', async () => {
    expect(await html(body('<mj-section background-color="{{data.bg}}"></mj-section>'))).toContain('{{data.bg}}');
  });

  it('refuses a placeholder that MJML would have to reckon with', async () => {
    expect(
      await problems(column('<mj-image src="https://example.com/a.png" alt="" width="{{data.w}}" />')),
    ).not.toEqual([]);
  });

  it('turns MJML’s own errors into problems with a line, and wrong attributes into warnings', async () => {
    expect(await problems(column('\n<mj-nothing />'))).toMatchObject([{ line: 2, where: 'mjml' }]);
    const made = await mjmlToHtml(column('\n<mj-text colr="red">x</mj-text>'), 'ja');
    expect(made).toMatchObject({ ok: true, warnings: [{ line: 2 }] });
    expect(await problems('<p>hello</p>')).toHaveLength(1);
    expect(await problems('')).toHaveLength(1);
  });

  it('L25 says the language where the source does not', async () => {
    expect(await html(body(''))).toContain('<html lang="ja"');
    expect(await html('<mjml lang="en"><mj-body></mj-body></mjml>')).toContain('<html lang="en"');
  });

  it('does not minify, so that styles with placeholders neither throw nor end the process', async () => {
    const made = await html(
      body(
        '<mj-raw><p>a</p>\n\n<p>b</p></mj-raw>',
        '<mj-head><mj-style>.a { width: {{data.w}}px }</mj-style></mj-head>',
      ),
    );
    expect(made).toContain('<p>a</p>\n\n<p>b</p>');
    expect(made).toContain('width: {{data.w}}px');
  });
});
