import { describe, expect, it } from '@jest/globals';
import { readValue, writeValue } from './attribute-value.ts';
import { keptWords, sameWords, shownWords } from './shown-words.ts';

const own = (address: string) => (address.startsWith('https://own.example/') ? address : 'data:,none');
const decode = (text: string) => text.replaceAll('&nbsp;', '\u00A0').replaceAll('&quot;', '"').replaceAll('&amp;', '&');

describe('shownWords', () => {
  it('shows Handlebars as things of their own, and pictures from where the editor may load them', () => {
    const { html, isTame } = shownWords('<p>{{> legal}}</p><img alt="x" src=\'{{data.logo}}\' width="2">', own);
    expect(html).toBe(
      '<p><span data-field="" contenteditable="false">{{&gt; legal}}</span></p><img src="data:,none" alt="x" data-src=\'{{data.logo}}\' width="2">',
    );
    expect(isTame).toBe(true);
  });

  it('shows nothing that could act, and says that it left something out', () => {
    expect(shownWords('a<script>x</script>b<p onclick="x()">c</p><a href=" JavaScript:x()">d</a>', own)).toEqual({
      html: 'abc</p>d</a>',
      isTame: false,
    });
  });

  it.each([
    '<p>{{#if contact.name}}{{contact.name}} 様{{else}}皆さま{{/if}}</p>',
    '<img alt="x" src="{{data.logo}}" width="2"><img src="https://own.example/a.png" alt="">',
    `<a href="{{data.url}}" style="color:#5c6570" title='{{default data.alt "x"}}'>{{default data.b "<b>"}}</a>`,
    'a &amp; b &nbsp; {{> legal}} <!--[if mso]><br><![endif]-->',
    '{{default contact.name \'お客さま\'}}<span class="x">in <span>it</span></span>',
  ])('is taken back by keptWords: %s', (html) => {
    expect(sameWords(keptWords(shownWords(html, own).html), html, decode)).toBe(true);
  });
});

describe('keptWords', () => {
  it('takes Handlebars out of the entities that browsers write', () => {
    expect(keptWords('<a href="{{default data.u &quot;x&gt;y&quot;}}">{{&gt; legal}}</a>')).toBe(
      `<a href='{{default data.u "x>y"}}'>{{&gt; legal}}</a>`,
    );
    expect(keptWords('<span data-field="" contenteditable="false"><b>{{default a "&lt;"}}</b></span>')).toBe(
      '{{default a "<"}}',
    );
  });
});

describe('sameWords', () => {
  it('sees what a browser has changed', () => {
    expect(sameWords('<br/>a&nbsp;b', '<BR>a\u00A0b', decode)).toBe(true);
    expect(sameWords('<p>a<p>b', '<p>a</p><p>b</p>', decode)).toBe(false);
    expect(sameWords('<p class="a" id="b">', "<p id='b' class=a>", decode)).toBe(true);
    expect(sameWords('{{#each a}}<tr></tr>{{/each}}', '{{#each a}}{{/each}}', decode)).toBe(false);
  });
});

describe('readValue and writeValue', () => {
  it('leave Handlebars as it is, and let nothing end the quotes', () => {
    expect(writeValue(`{{default a '<"'}} "x" <y> &`)).toBe(`{{default a '<"'}} &quot;x&quot; &lt;y&gt; &amp;`);
    expect(readValue(writeValue('"x" &amp; <y> {{a}}'))).toBe('"x" &amp; <y> {{a}}');
  });
});
