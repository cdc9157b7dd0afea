import { met, missed, plainly, type Verdict } from '../finding.ts';
import type { ReadLetter } from '../read-letter.ts';
import { readHtml, type ReadHtml } from '../read-html.ts';
import type { RuleId } from '../rulebook.ts';
import { readWayOut } from '../way-out.ts';

const clipsAt = 102 * 1024;
const leaving =
  /unsubscribe|opt[ -]?out|stop receiving|manage (?:your )?(?:email )?preferences|配信(?:を|の)?(?:停止|解除|中止)|購読(?:を|の)?(?:停止|解除|中止)|受信(?:を|の)?(?:拒否|停止)|メルマガ(?:を)?解除|退会/i;
const address =
  /〒?\s?\d{3}[-‐−ー]\d{4}|(?:東京都|北海道|(?:京都|大阪)府|[一-龠]{2,3}県)[^\s]{2,}|\b\d{1,5}\s+(?:[A-Z][\w.]+\s){1,4}(?:St|Street|Ave|Avenue|Rd|Road|Blvd|Lane|Drive|Suite|Floor)\b|P\.?O\.? Box \d+/;
const contact = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+|https?:\/\/|\+?\d[\d-]{8,}\d|お問い?合わ?せ/;

/** Looks at what a person sees: both bodies. */
export function wordsVerdicts(letter: ReadLetter): Partial<Record<RuleId, Verdict>> {
  const html = letter.html === undefined ? undefined : readHtml(letter.html);
  return {
    'visible-link': visibleLink(letter, html),
    'sender-identified': senderIdentified(letter, html),
    'text-part': textPart(letter),
    'unclipped-size': unclipped(letter),
    'no-active-content': inactive(html),
  };
}

function visibleLink(letter: ReadLetter, html: ReadHtml | undefined): Verdict {
  const { https, http } = readWayOut(letter);
  const offered = [...https, ...http];
  if (html !== undefined) {
    const link = html.links.find(({ href, words }) => leaving.test(words) || offered.includes(href));
    if (link === undefined) return missed({ ja: 'HTML に見当たりません', en: 'none was found in the HTML' });
    return link.hidden
      ? missed({ ja: 'リンクが隠されています', en: 'the link is hidden' })
      : met(plainly(link.words === '' ? link.href : link.words));
  }
  const text = letter.text ?? '';
  const url = offered.find((one) => text.includes(one));
  if (url !== undefined) return met(plainly(url));
  const said = leaving.exec(text);
  return said !== null && /https?:\/\/|mailto:|@/.test(text)
    ? met(plainly(said[0]))
    : missed({ ja: '本文に見当たりません', en: 'none was found in the body' });
}

/** A form of postal address and of a contact is looked for: what they say, only a person can judge. */
function senderIdentified(letter: ReadLetter, html: ReadHtml | undefined): Verdict {
  const body = `${html?.words ?? ''} ${letter.text ?? ''}`;
  const where = address.exec(body);
  if (where === null) return missed({ ja: '住所の形が見当たりません', en: 'nothing looks like a postal address' });
  if (!contact.test(body)) return missed({ ja: '問い合わせ先が見当たりません', en: 'nothing looks like a contact' });
  return met(plainly(where[0]));
}

function textPart(letter: ReadLetter): Verdict {
  if (letter.html === undefined) return met({ ja: 'テキストのみ', en: 'text only' });
  const text = letter.text?.trim() ?? '';
  if (text === '') return missed({ ja: 'HTML だけです', en: 'there is HTML only' });
  const { https, http } = readWayOut(letter);
  return leaving.test(text) || [...https, ...http].some((url) => text.includes(url))
    ? met({ ja: `${text.length} 字`, en: `${text.length} characters` })
    : missed({ ja: 'テキスト版に停止先がありません', en: 'the text part has no way out' });
}

function unclipped({ html }: ReadLetter): Verdict {
  const size = Buffer.byteLength(html ?? '');
  const seen = plainly(`${(size / 1024).toFixed(1)} KB`);
  return size <= clipsAt ? met(seen) : missed(seen);
}

function inactive(html: ReadHtml | undefined): Verdict {
  const active = html?.active ?? [];
  return active.length === 0
    ? met({ ja: 'ありません', en: 'none' })
    : missed(plainly(active.map((name) => `<${name}>`).join(' ')));
}
