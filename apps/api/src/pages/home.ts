import { html } from './markup.ts';
import { frame, type PageLocale } from './frame.ts';

const words = {
  ja: {
    title: '飛脚 Hikyaku',
    lead: '配信停止を組み込んだメール配信プラットフォーム。管理画面はまだ組み立てられていません（npm start が組み立てます）。API とコマンドラインは今すぐ使えます。',
    reference: 'API の一覧',
    referenceText: 'すべての操作と、その働き。',
    document: 'OpenAPI 3.1 文書',
    documentText: 'クライアントを自動生成するときに。',
    mailbox: 'メールボックス',
    mailboxText: '送信されるはずだったメールを見る。',
    problems: '問題の種類',
    problemsText: 'エラーの意味と、次にすること。',
    health: '状態',
    healthText: 'PostgreSQL と Redis が応答しているか。',
    first: '最初の一歩',
    key: 'API キーは初回起動時に一度だけ表示され、STATE_DIR の api-key に本人だけが読める形で保存されます。',
  },
  en: {
    title: 'Hikyaku 飛脚',
    lead: 'An email delivery platform with unsubscribe handling built in. The console is not built yet (npm start builds it); the API and the command line can be used now.',
    reference: 'API reference',
    referenceText: 'Every verb and what it does.',
    document: 'OpenAPI 3.1 document',
    documentText: 'For making clients.',
    mailbox: 'Mailbox',
    mailboxText: 'See what would have been sent.',
    problems: 'Kinds of problem',
    problemsText: 'What an error means, and what to do next.',
    health: 'Health',
    healthText: 'Whether PostgreSQL and Redis answer.',
    first: 'First steps',
    key: 'The API key was shown once, at the first start; it is kept in the file api-key of STATE_DIR, for its owner alone.',
  },
} as const;

/** The page at / while there is no console, as it is reached under `baseUrl`: where everything is. No mailbox where letters go to somebody else's server. */
export function homePage(locale: PageLocale, baseUrl: string, mailboxUrl: string | undefined): string {
  const say = words[locale];
  const entry = (
    href: string,
    name: string,
    text: string,
  ) => html`<li><a href="${href}">${name}</a><span>${text}</span></li>
`;
  const entries = [
    entry('/reference', say.reference, say.referenceText),
    entry('/api/v1/openapi.json', say.document, say.documentText),
    ...(mailboxUrl === undefined ? [] : [entry(mailboxUrl, say.mailbox, say.mailboxText)]),
    entry('/problems', say.problems, say.problemsText),
    entry('/readyz', say.health, say.healthText),
  ];
  return frame(
    locale,
    say.title,
    html`<h1>${say.title}</h1>
<p class="lead">${say.lead}</p>
<ul class="doors">
${entries}</ul>
<h2>${say.first}</h2>
<pre><code>${example(baseUrl)}</code></pre>
<p>${say.key}</p>`,
  );
}

function example(baseUrl: string): string {
  return `curl -H "Authorization: Bearer $(cat .hikyaku/api-key)" \\\n     ${baseUrl}/api/v1/campaigns`;
}
