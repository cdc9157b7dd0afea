import type { Phrase } from './finding.ts';

/** Who asks for a rule: the standard of one-click, the large mailbox providers, and Japan's law on commercial mail. */
export type Asker = 'rfc8058' | 'gmail' | 'yahoo' | 'microsoft' | 'japan';

/** Everybody who is graded for, in the order of the report. */
export const askers: readonly Asker[] = ['rfc8058', 'gmail', 'yahoo', 'microsoft', 'japan'];

/** One thing that a bulk letter should have. Who is in `must` refuses or punishes a letter without it; the others merely advise. */
export type Rule = {
  id: RuleId;
  /** The numbered requirement, standard or guideline behind it. */
  source: string;
  must: readonly Asker[];
  title: Phrase;
  mend: Phrase;
};

/** The name by which a rule is known in reports and in `--json`-like output; never changed once published. */
export type RuleId = keyof typeof rules;

const everyone: readonly Asker[] = ['rfc8058', 'gmail', 'yahoo', 'microsoft'];
const providers: readonly Asker[] = ['gmail', 'yahoo', 'microsoft'];

const rules = {
  'one-list-unsubscribe': {
    source: 'RFC 8058 §3.1, RFC 2369 §2',
    must: ['rfc8058', 'gmail', 'yahoo'],
    title: { ja: 'List-Unsubscribe が 1 つだけある', en: 'there is exactly one List-Unsubscribe' },
    mend: {
      ja: 'List-Unsubscribe: <https://…>, <mailto:…> を 1 行だけ入れてください。',
      en: 'Add one field List-Unsubscribe: <https://…>, <mailto:…>, and no second.',
    },
  },
  'https-way-out': {
    source: 'RFC 8058 §3.1',
    must: ['rfc8058', 'gmail'],
    title: { ja: 'https の停止先が 1 つある', en: 'it offers exactly one https address' },
    mend: {
      ja: 'https の URL を 1 つだけ、先頭に置いてください。http や mailto だけではワンクリックになりません。',
      en: 'Put one https URL first. http, or mailto alone, is no one-click.',
    },
  },
  'bracketed-addresses': {
    source: 'RFC 2369 §2',
    must: ['rfc8058', 'gmail', 'yahoo'],
    title: {
      ja: '停止先は < > で囲まれた ASCII の URI である',
      en: 'every address in it is a plain URI in angle brackets',
    },
    mend: {
      ja: '各 URI を < > で囲み、コンマで区切り、=?UTF-8?…?= で符号化しないでください。',
      en: 'Enclose each URI in < >, separate them by commas, and never write them as =?UTF-8?…?=.',
    },
  },
  'one-click-post': {
    source: 'RFC 8058 §3.1',
    must: ['rfc8058', 'gmail'],
    title: { ja: 'List-Unsubscribe-Post が正しい', en: 'List-Unsubscribe-Post says One-Click, once' },
    mend: {
      ja: 'List-Unsubscribe-Post: List-Unsubscribe=One-Click を 1 行だけ入れてください。',
      en: 'Add exactly one field List-Unsubscribe-Post: List-Unsubscribe=One-Click.',
    },
  },
  'signed-way-out': {
    source: 'RFC 8058 §4',
    must: ['rfc8058', 'gmail', 'yahoo'],
    title: {
      ja: 'DKIM 署名が停止用の 2 つのヘッダーを含む',
      en: 'an aligned DKIM signature covers both List-Unsubscribe fields',
    },
    mend: {
      ja: '署名の h= に list-unsubscribe と list-unsubscribe-post の両方を加えてください（多くの署名ソフトは既定で含めません）。',
      en: 'Put both list-unsubscribe and list-unsubscribe-post into the h= of the signature; many signers leave the second out.',
    },
  },
  'private-way-out': {
    source: 'RFC 8058 §6',
    must: [],
    title: { ja: '停止 URL にアドレスが入っていない', en: 'no mail address stands in the way out' },
    mend: {
      ja: 'アドレスの代わりに、署名付きの推測できない値を URL に入れてください。アドレスは転送先や記録に漏れ、誰でも他人を停止できます。',
      en: 'Use a signed value that nobody can guess: an address leaks into logs, and anybody can write somebody else’s.',
    },
  },
  'steady-way-out': {
    source: 'RFC 8058 §3.1, RFC 5322 §2.2.3',
    must: [],
    title: {
      ja: '停止 URL が正しく、500 字以内で、ホスト名を持つ',
      en: 'the way out is well formed, names a host, and is at most 500 characters',
    },
    mend: {
      ja: 'IP アドレスや 500 字を超える URL は避け、二重の https:// などの書き誤りを直してください。',
      en: 'Avoid IP addresses and longer URLs, and mend slips such as a doubled https://.',
    },
  },
  'one-recipient': {
    source: 'RFC 8058 §3.1',
    must: ['rfc8058'],
    title: { ja: '宛先が 1 人だけである', en: 'it is addressed to one person' },
    mend: {
      ja: 'To を 1 人にし、Cc を使わないでください。ワンクリックは誰の停止か分からなければなりません。',
      en: 'Write one address in To and none in Cc: a click must say who is leaving.',
    },
  },
  'dkim-passes': {
    source: 'RFC 6376, Gmail/Yahoo/Microsoft sender rules',
    must: everyone,
    title: { ja: 'From と揃った DKIM 署名が検証に通る', en: 'a DKIM signature aligned with From verifies' },
    mend: {
      ja: 'From のドメイン（またはその組織ドメイン）で署名し、公開鍵を DNS に置いてください。',
      en: 'Sign with the domain of From (or its organisation) and publish the key in DNS.',
    },
  },
  'dkim-strong': {
    source: 'RFC 8301, RFC 6376 §8.2',
    must: ['gmail', 'yahoo'],
    title: {
      ja: '署名が強い（sha256、鍵 1024 bit 以上、l= なし）',
      en: 'the signature is strong: sha256, a key of 1024 bits or more, no l=',
    },
    mend: {
      ja: 'rsa-sha256 と 2048 bit の鍵を使い、l= を外してください。',
      en: 'Use rsa-sha256 with a key of 2048 bits, and drop l=.',
    },
  },
  'dkim-covers': {
    source: 'RFC 6376 §5.4',
    must: [],
    title: { ja: '署名が主なヘッダーをすべて含む', en: 'the signature covers the main fields' },
    mend: {
      ja: 'From, To, Subject, Date, Message-ID と、あれば Reply-To を h= に入れてください。',
      en: 'List From, To, Subject, Date, Message-ID and, where present, Reply-To in h=.',
    },
  },
  'dkim-oversigned': {
    source: 'RFC 6376 §8.15',
    must: [],
    title: { ja: '停止ヘッダーの差し替えを署名が防ぐ', en: 'the signature forbids a second List-Unsubscribe' },
    mend: {
      ja: 'h= に list-unsubscribe と list-unsubscribe-post を、実際の数より 1 回多く書いてください。',
      en: 'Name list-unsubscribe and list-unsubscribe-post in h= once more than they occur.',
    },
  },
  'dmarc-published': {
    source: 'Gmail/Yahoo/Microsoft sender rules',
    must: providers,
    title: { ja: 'From のドメインに DMARC がある', en: 'the domain of From has a DMARC record' },
    mend: {
      ja: '_dmarc.<ドメイン> に、少なくとも v=DMARC1; p=none の TXT を置いてください。',
      en: 'Publish at least v=DMARC1; p=none as TXT at _dmarc.<domain>.',
    },
  },
  'own-domain': {
    source: 'Gmail sender rules',
    must: providers,
    title: { ja: 'From が自分のドメインである', en: 'From is a domain of the sender’s own' },
    mend: {
      ja: '無料メールや携帯電話のドメインではなく、自分のドメインから送ってください。',
      en: 'Send from your own domain: a free-mail domain’s DMARC refuses everybody else.',
    },
  },
  'once-each': {
    source: 'RFC 5322 §3.6',
    must: ['gmail', 'yahoo', 'microsoft'],
    title: { ja: '必須ヘッダーが 1 つずつある', en: 'the required fields stand once each' },
    mend: {
      ja: 'From, To, Subject, Date, Message-ID を 1 つずつ入れてください。',
      en: 'Write From, To, Subject, Date and Message-ID exactly once.',
    },
  },
  'line-length': {
    source: 'RFC 5322 §2.1.1',
    must: ['gmail', 'microsoft'],
    title: { ja: 'どの行も 998 オクテット以内である', en: 'no line is longer than 998 octets' },
    mend: {
      ja: 'quoted-printable か base64 で符号化し、長いヘッダーは短くしてください。',
      en: 'Encode the body as quoted-printable or base64, and shorten long header values.',
    },
  },
  'line-ends': {
    source: 'RFC 5322 §2.3',
    must: ['gmail', 'microsoft'],
    title: { ja: '改行がすべて同じである', en: 'all lines end alike' },
    mend: {
      ja: 'すべて CRLF にしてください。単独の CR や LF は SMTP の境界を偽る手口に使われ、拒否されます。',
      en: 'End every line with CRLF: a lone CR or LF can smuggle a second letter, and is refused.',
    },
  },
  'ascii-header': {
    source: 'RFC 5322 §2.2, RFC 2047',
    must: [],
    title: { ja: 'ヘッダーが ASCII だけである', en: 'the header is pure ASCII' },
    mend: {
      ja: '件名や名前は =?UTF-8?B?…?= で符号化してください。',
      en: 'Write names and the subject as encoded-words, =?UTF-8?B?…?=.',
    },
  },
  'honest-subject': {
    source: 'Gmail sender rules',
    must: [],
    title: { ja: '件名があり、返信や転送を装っていない', en: 'the subject says something and does not feign a reply' },
    mend: {
      ja: '件名を書き、Re: や Fwd: を外してください。',
      en: 'Write a subject, without Re: or Fwd: in front.',
    },
  },
  'visible-link': {
    source: 'Gmail/Yahoo/Microsoft sender rules; 特定電子メール法 第4条',
    must: ['gmail', 'yahoo', 'microsoft', 'japan'],
    title: { ja: '本文に配信停止のリンクが見える', en: 'a visible unsubscribe link stands in the body' },
    mend: {
      ja: '本文に「配信停止」と書いたリンクを、隠さずに置いてください。',
      en: 'Put a link that says “unsubscribe” into the body, not hidden.',
    },
  },
  'sender-identified': {
    source: '特定電子メール法施行規則 第7条, 第9条',
    must: ['japan'],
    title: {
      ja: '本文に送信者の住所と問い合わせ先がある',
      en: 'the body gives the sender’s postal address and a contact',
    },
    mend: {
      ja: '送信者の氏名・名称と、住所、苦情や問い合わせの宛先（電話番号・メール・URL）を本文に書いてください（住所はリンク先でもかまいません）。',
      en: 'Name the sender, the postal address and where to complain (telephone, mail or URL); the address may stand on a linked page.',
    },
  },
  'text-part': {
    source: 'RFC 2046 §5.1.4',
    must: [],
    title: { ja: 'テキスト版があり、そこにも停止先がある', en: 'there is a plain text part, with a way out in it' },
    mend: {
      ja: 'multipart/alternative にして、text/plain にも停止の URL を入れてください。',
      en: 'Send multipart/alternative, with the unsubscribe URL in text/plain too.',
    },
  },
  'unclipped-size': {
    source: 'Gmail clips at 102 KB',
    must: [],
    title: { ja: 'HTML が 102 KB 以内である', en: 'the HTML is at most 102 KB' },
    mend: {
      ja: 'HTML を短くしてください。Gmail は途中で切り、末尾の停止リンクが隠れます。',
      en: 'Shorten the HTML: Gmail clips it, and with it the link at the end.',
    },
  },
  'no-active-content': {
    source: 'Gmail sender rules',
    must: [],
    title: { ja: 'スクリプトやフォームが入っていない', en: 'no script, form or frame is in the HTML' },
    mend: {
      ja: 'script, form, iframe, object, embed を外してください。',
      en: 'Remove script, form, iframe, object and embed.',
    },
  },
  'list-id': {
    source: 'RFC 2919',
    must: [],
    title: { ja: 'List-Id が 1 つある', en: 'there is one List-Id' },
    mend: {
      ja: 'List-Id: 名前 <newsletter.example.com> を入れると、受信者が振り分けられます。',
      en: 'Add List-Id: Name <newsletter.example.com>, so that people can filter it.',
    },
  },
} as const satisfies Record<string, Omit<Rule, 'id'>>;

/** Every rule, in the order of the report. */
export const rulebook: readonly Rule[] = ruleIds().map((id) => ({ id, ...rules[id] }));

function ruleIds(): RuleId[] {
  return Object.keys(rules).filter((id): id is RuleId => id in rules);
}
