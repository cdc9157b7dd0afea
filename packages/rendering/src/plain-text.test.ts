import { describe, expect, it } from '@jest/globals';
import { plainText } from './plain-text.ts';

const text = (html: string) => {
  const made = plainText(html);
  if (!made.ok) throw new Error(JSON.stringify(made.problems));
  return made.text;
};

describe('plainText', () => {
  it('keeps words, values and links, and decodes entities', () => {
    expect(text('<p>Dear {{contact.name}} &amp; co,</p><p><a href="{{data.url}}">Read</a></p>')).toBe(
      'Dear {{contact.name}} & co,\n\nRead <{{data.url}}>\n',
    );
  });

  it('keeps block tags, alone on their line without a gap behind them', () => {
    const html = '<p>a</p>{{#each data.x}}<p>{{title}}</p>{{else}}<p>none</p>{{/each}}<p>z</p>';
    expect(text(html)).toBe('a\n\n{{#each data.x}}\n{{title}}\n\n{{else}}\nnone\n\n{{/each}}\nz\n');
  });

  it('keeps block tags between the rows of a table and the items of a list', () => {
    expect(text('<table>{{#each data.x}}<tr><td>{{a}}</td><td>{{b}}</td></tr>{{/each}}</table>')).toBe(
      '{{#each data.x}}\n{{a}} {{b}}\n{{/each}}\n',
    );
    expect(text('<ul>{{#each data.x}}<li>{{a}}</li>{{/each}}</ul>')).toContain('{{a}}');
  });

  it('does not shout: headings stay as they are written', () => {
    expect(text('<h1>Hello {{contact.name}}</h1><p>x</p>')).toBe('Hello {{contact.name}}\n\nx\n');
  });

  it('leaves out what a reader does not see: the preheader, styles, comments, Outlook’s own part', () => {
    const html = `<head><title>{{data.t}}</title><style>a { color: {{data.c}} }</style></head>
      <div style="display:none;font-size:1px">{{data.preheader}}</div><!--[if mso]><p>{{data.mso}}</p><![endif]--><p>x</p>`;
    expect(text(html)).toBe('x\n');
  });

  it('writes what a picture shows, and the link behind it', () => {
    expect(text('<a href="{{data.url}}"><img src="{{data.s}}" alt="{{data.alt}}"></a>')).toBe(
      '{{data.alt}} <{{data.url}}>\n',
    );
    expect(text('<p>x<img src="{{data.s}}" alt=""></p>')).toBe('x\n');
  });

  it('reports a value that the text would not hold', () => {
    const made = plainText('<html><body><p>x</p></body>\n<p>{{contact.name}}</p></html>');
    expect(made).toMatchObject({ ok: false, problems: [{ line: 2, column: 4 }] });
  });

  it('reports a block that opens in words and closes where the text has none', () => {
    expect(plainText('<p>{{#if data.a}}x</p><p title="{{/if}}">y</p>').ok).toBe(false);
  });
});
