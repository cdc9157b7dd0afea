import type { Locale } from './template.ts';

/** The same words in both parts of a letter, as Handlebars source; the HTML is on one line. */
export type Block = { html: string; text: string };

const words = {
  ja: {
    refuse: 'このメールの配信は、いつでも停止できます：',
    link: '配信を停止する',
    preferences: '配信設定を変更する',
    contact: 'お問い合わせ：',
  },
  en: {
    refuse: 'You can stop these emails at any time: ',
    link: 'Unsubscribe',
    preferences: 'Change your preferences',
    contact: 'Contact: ',
  },
} satisfies Record<Locale, Record<string, string>>;

/** Who sends, from where, and whom to ask (特定電子メール法 第4条: name, postal address, contact). */
export function senderBlock(locale: Locale): Block {
  const { contact } = words[locale];
  const lines = ['{{workspace.legal_name}}', '{{workspace.postal_address}}', `${contact}{{workspace.contact}}`];
  return { html: `<p style="margin:0">${lines.join('<br>')}</p>`, text: lines.join('\n') };
}

/** The whole legal block: that one can refuse, right next to the link that does it, then the sender. */
export function legalBlock(locale: Locale): Block {
  const { refuse, link, preferences } = words[locale];
  const sender = senderBlock(locale);
  const anchor = (url: string, label: string) =>
    `<a href="${url}" style="color:inherit;text-decoration:underline">${label}</a>`;
  const choices = `{{#if preferences_url}}<br>${anchor('{{preferences_url}}', preferences)}{{/if}}`;
  return {
    html: `<p style="margin:0 0 10px">${refuse}${anchor('{{unsubscribe_url}}', link)}${choices}</p>${sender.html}`,
    text: `${refuse.trim()}\n{{unsubscribe_url}}\n{{#if preferences_url}}\n${preferences}:\n{{preferences_url}}\n{{/if}}\n${sender.text}`,
  };
}

/** A block as a footer of its own, for letters that lack it: 12 px and a contrast of 7:1 on any background. */
export function asFooter(block: Block): Block {
  const frame = 'max-width:600px;margin:0 auto;padding:24px;background:#ffffff;color:#4b5563;';
  const font = "font:12px/1.7 -apple-system,'Segoe UI','Hiragino Sans','Yu Gothic',Meiryo,sans-serif;text-align:left";
  return {
    html: `<div style="${frame}${font}">${block.html}</div>`,
    text: `\n\n----------------------------------------\n${block.text}\n`,
  };
}
