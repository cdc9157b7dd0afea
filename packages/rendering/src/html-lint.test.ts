import { describe, expect, it } from '@jest/globals';
import { lintHtml } from './html-lint.ts';
import { parseTemplate } from './parse-template.ts';

const findings = (source: string) => {
  const parsed = parseTemplate(source, 'html');
  if (!parsed.ok) throw new Error(`not readable: ${source}`);
  return lintHtml(parsed.program, 'html');
};

describe('lintHtml', () => {
  it('passes ordinary letters', () => {
    const source = `<p class="{{data.c}}" {{#if data.x}}title="y"{{/if}}>{{contact.name}} 1 < 2 & so</p>
      <a href="https://example.com/?a={{data.a}}">x</a><a href='{{data.url}}'>y</a><img src="{{data.i}}" alt="">
      <!-- a comment with <script> --><style>.x > a { color: {{data.colour}} }</style>`;
    expect(findings(source)).toEqual({ problems: [], warnings: [] });
  });

  it.each([
    ['<script>alert(1)</script>'],
    ['<SCRIPT src="https://x.example/a.js"></SCRIPT>'],
    ['<form action="https://x.example"><input name="a"></form>'],
    ['<iframe src="https://x.example"></iframe>'],
    ['<object></object>'],
    ['<embed>'],
    ['<base href="https://x.example/">'],
    ['<meta http-equiv="refresh" content="0">'],
    ['<p onclick="x()">a</p>'],
    ['<img src="https://x.example/a.png" alt="" onerror=x()>'],
    ['<svg/onload=x()>'],
    ['<mj-include path="a.mjml" />'],
    ['<!--[if mso]><script>x</script><![endif]-->'],
  ])('L20 refuses %s', (source) => {
    expect(findings(source).problems).not.toEqual([]);
  });

  it.each([
    ['<a href="javascript:alert(1)">x</a>'],
    ['<a href=" JavaScript:alert(1)">x</a>'],
    ['<a href="java&#115;cript:alert(1)">x</a>'],
    ['<a href="data:text/html,x">x</a>'],
    ['<img src="/a.png" alt="">'],
  ])('L14 refuses the address in %s', (source) => {
    expect(findings(source).problems).not.toEqual([]);
  });

  it.each([
    ['<a href={{data.url}}>x</a>'],
    ['<a href=https://example.com/{{data.x}}>x</a>'],
    ['<p {{data.attributes}}>x</p>'],
    ['<p data-{{data.x}}="1">x</p>'],
    ['<{{data.tag}}>x'],
    ['<p{{data.x}}>x</p>'],
    ['<a href="{{#if data.x}}https://example.com">{{else}}https://example.org{{/if}}x</a>'],
    ['<p {{#if data.x}}title="{{/if}}">x</p>'],
  ])('refuses a placeholder where its value could break out: %s', (source) => {
    expect(findings(source).problems).not.toEqual([]);
  });

  it('says line and column of what it refuses', () => {
    expect(findings('<p>\n  {{contact.name}}\n  <b>x</b><script>').problems[0]).toMatchObject({ line: 3, column: 18 });
  });

  it('L25 warns of a picture without alt text, and of nothing when there is one', () => {
    expect(findings('<img src="https://example.com/a.png">').warnings).toHaveLength(1);
    expect(findings('<img src="https://example.com/a.png" alt="A bowl">').warnings).toEqual([]);
    expect(findings('<mj-image src="{{data.i}}" />').warnings).toHaveLength(1);
    expect(findings('<mj-attributes><mj-image padding="0" /></mj-attributes>').warnings).toEqual([]);
  });
});
