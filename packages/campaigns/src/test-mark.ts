import type { Rendered } from '@hikyaku/rendering';

/** Marks a rendered letter as a test in its subject and, where everybody sees it, at the top of both parts. */
export function testMark(rendered: Rendered, locale: 'ja' | 'en'): Rendered {
  const { prefix, sentence } = marks[locale];
  const banner = `<div style="padding:12px 16px;background:#fff3cd;color:#4d3800;font:14px/1.6 sans-serif;text-align:center">${sentence}</div>`;
  return {
    subject: prefix + rendered.subject,
    html: rendered.html === '' ? '' : withBanner(rendered.html, banner),
    text: rendered.text === '' ? '' : `${sentence}\n\n${rendered.text}`,
  };
}

const marks = {
  ja: { prefix: '[テスト] ', sentence: 'これはテスト配信です。この文中のリンクから配信停止などの手続きはできません。' },
  en: { prefix: '[Test] ', sentence: 'This is a test copy. Its links show how it works but change nothing.' },
};

function withBanner(html: string, banner: string): string {
  const body = /<body\b[^>]*>/i.exec(html);
  if (body === null) return banner + html;
  const at = body.index + body[0].length;
  return html.slice(0, at) + banner + html.slice(at);
}
