import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cleanPaste } from './clean-paste.ts';
import { marks } from './marks.ts';

const word = `<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word">
<head><meta name=Generator content="Microsoft Word 15"><link rel=File-List href="file:///C:/Users/hanako/AppData/clip_filelist.xml">
<!--[if gte mso 9]><xml><o:OfficeDocumentSettings><o:AllowPNG/></o:OfficeDocumentSettings></xml><![endif]-->
<style><!-- p.MsoNormal {mso-style-parent:""; margin:0mm; font-family:"游明朝",serif;} --></style></head>
<body lang=JA style='tab-interval:42.0pt'><!--StartFragment-->
<h1 style='mso-list:none'><span lang=EN-US style='font-family:"Yu Gothic"'>十二月号</span><o:p></o:p></h1>
<p class=MsoNormal style='mso-margin-top-alt:auto'><span style='font-size:12.0pt;mso-fareast-language:JA'>雪の<b>宿場町</b>へ。
二行目です</span><span lang=EN-US><o:p>&nbsp;</o:p></span></p>
<p class=MsoListParagraph style='margin-left:21.0pt;text-indent:-21.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span lang=EN-US style='font-family:Wingdings'><span style='mso-list:Ignore'>l<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span></span><![endif]>温泉<o:p></o:p></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><!--[if !supportLists]--><span style='mso-list:Ignore'>l<span>&nbsp; </span></span><!--[endif]-->鍋料理</p>
<p class=MsoNormal><a href="https://example.jp/a?b=1&amp;c=2" style="color:#0563C1">詳しくは<i>こちら</i></a></p>
<p class=MsoNormal><img width=200 src="file:///C:/Users/hanako/clip_image001.png" v:shapes="x"><!--[if gte vml 1]><v:shape id="x"><v:imagedata src="file:///C:/clip.png"/></v:shape><![endif]--></p>
<!--EndFragment--></body></html>`;

const docs = `<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-1a2b"><p dir="ltr" style="line-height:1.38;margin-top:0pt"><span style="font-size:11pt;font-family:Arial;font-weight:700;font-style:normal">Bold</span><span style="font-size:11pt;font-style:italic"> and slanted</span></p><br /><ul style="margin-top:0"><li dir="ltr" style="list-style-type:disc" aria-level="1"><p dir="ltr" role="presentation"><span style="font-size:11pt">One</span></p></li><li dir="ltr"><p dir="ltr"><a href="https://example.com" style="text-decoration:none"><span style="text-decoration:underline;color:#1155cc">Two</span></a></p></li></ul></b><br class="Apple-interchange-newline">`;

const outlook = `<div class="WordSection1"><p class="MsoNormal"><span style="font-size:11.0pt;font-family:&quot;Calibri&quot;,sans-serif">Hello&nbsp;{{contact.name}},<o:p></o:p></span></p>
<table class="MsoNormalTable" border="0" cellspacing="0" style="border-collapse:collapse"><tbody><tr style="mso-yfti-irow:0"><td width="312" colspan="2" style="padding:0in 5.4pt"><p class="MsoNormal"><b>Total<o:p></o:p></b></p></td></tr></tbody></table>
<p class="MsoNormal"><u>Regards</u><img border="0" src="cid:image001.png@01D9"></p></div>`;

describe('cleanPaste', () => {
  it('keeps of a text from Word its words, headings, lists and links', () => {
    expect(cleanPaste(word)).toBe(
      '<h1>十二月号</h1><p>雪の<strong>宿場町</strong>へ。 二行目です</p><ul><li>温泉</li><li>鍋料理</li></ul>' +
        '<p><a href="https://example.jp/a?b=1&amp;c=2">詳しくは<em>こちら</em></a></p>',
    );
  });

  it('makes a numbered list of paragraphs that Word has numbered', () => {
    const numbered = (number: string, words: string) =>
      `<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><![if !supportLists]><span style='mso-list:Ignore'>${number}<span>&nbsp;</span></span><![endif]>${words}</p>`;
    expect(cleanPaste(`${numbered('1.', '出発')}${numbered('2.', '到着')}<p class=MsoNormal>以上</p>`)).toBe(
      '<ol><li>出発</li><li>到着</li></ol><p>以上</p>',
    );
  });

  it('keeps of a text from Google Docs what its styles say', () => {
    expect(cleanPaste(docs)).toBe(
      '<p><strong>Bold</strong><em> and slanted</em></p><br><ul><li>One</li><li><a href="https://example.com"><u>Two</u></a></li></ul><br>',
    );
  });

  it('keeps of a mail from Outlook its table, and the fields in it', () => {
    expect(cleanPaste(outlook)).toBe(
      '<p>Hello&nbsp;{{contact.name}},</p><table><tbody><tr><td colspan="2"><strong>Total</strong></td></tr></tbody></table><p><u>Regards</u></p>',
    );
  });

  it('leaves nothing that acts, and no address of another kind', () => {
    expect(
      cleanPaste(
        `<p onclick="x()">a<script>alert(1)</script><img src=x onerror="alert(1)"><a href="javascript:x()">b</a><a href=" HTTPS://c.example" onmouseover='x()'>c</a><svg><script>1</script></svg></p><iframe src="https://x.example"></iframe>`,
      ),
    ).toBe('<p>ab<a href="HTTPS://c.example">c</a></p>');
  });

  it('leaves of any markup only the tags and attributes of letters, each closed', () => {
    const piece = fc.constantFrom(
      '<p class=x>',
      '</p>',
      '<b>',
      '</b>',
      '<script>',
      '</script>',
      '<o:p>',
      '</o:p>',
      '<span style="font-weight:700;mso-x:1">',
      '</span>',
      '<a href="javascript:1" onclick=x>',
      '<a href="https://a.example/?q=%22" onclick=x>',
      '</a>',
      '<li>',
      '</ul>',
      'words',
      ' < ',
      '{{',
      '"',
      '<img src=file:///x>',
      `<p style='mso-list:l0 level1'>`,
      `<span style='mso-list:Ignore'>1.`,
      '<!--[if mso]>',
      '<![endif]-->',
      '<td colspan=2>',
      '<div>',
      '</div>',
      '<',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (parts) => {
        const open: string[] = [];
        for (const mark of marks(cleanPaste(parts.join('')))) {
          expect(['open', 'close', 'words']).toContain(mark.kind);
          if (mark.kind === 'open') {
            expect(mark.name).toMatch(
              /^(p|br|strong|em|u|s|a|ul|ol|li|h[1-4]|table|thead|tbody|tr|t[dh]|blockquote|su[bp]|img)$/,
            );
            for (const { name } of mark.attributes) expect(name).toMatch(/^(href|src|alt|colspan|rowspan)$/);
            if (mark.name !== 'br' && mark.name !== 'img') open.push(mark.name);
          }
          if (mark.kind === 'close') expect(open.pop()).toBe(mark.name);
        }
        expect(open).toEqual([]);
      }),
      { examples: [[['<p class=x>', 'words', '<p class=x>', '<p class=x>']]] },
    );
  });
});
