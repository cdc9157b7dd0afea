import { findTags } from './tags.ts';

const hidden = 'display:none;font-size:1px;line-height:1px;max-height:0;max-width:0;opacity:0;overflow:hidden';

/** Puts the line that an inbox shows after the subject into MJML, in place of the template's own; lines stay in place. */
export function preheaderIntoMjml(mjml: string, preheader: string): string {
  const preview = `<mj-preview>${escapeWords(preheader)}</mj-preview>`;
  const own = /<mj-preview>[\s\S]*?<\/mj-preview>/;
  if (own.test(mjml)) return mjml.replace(own, (old) => preview + '\n'.repeat(old.split('\n').length - 1));
  if (/<mj-head>/.test(mjml)) return mjml.replace(/<mj-head>/, (head) => head + preview);
  return mjml.replace(/<mjml\b[^>]*>/, (start) => `${start}<mj-head>${preview}</mj-head>`);
}

/** Puts the same line into HTML, hidden at the top of the body. */
export function preheaderIntoHtml(html: string, preheader: string): string {
  const line = `<div style="${hidden}">${escapeWords(preheader)}</div>`;
  return /<body\b[^>]*>/i.test(html) ? html.replace(/<body\b[^>]*>/i, (body) => body + line) : line + html;
}

function escapeWords(preheader: string): string {
  let escaped = '';
  let end = 0;
  for (const tag of findTags(preheader)) {
    escaped += escapeText(preheader.slice(end, tag.start)) + tag.text;
    end = tag.end;
  }
  return escaped + escapeText(preheader.slice(end));
}

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll(/\s+/g, ' ');
}
