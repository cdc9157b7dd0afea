import type { Route } from '../http/route.ts';
import { frame } from './frame.ts';
import { html, type Markup } from './markup.ts';

/** The page at /reference: every route, written from the routes themselves. */
export function referencePage(routes: readonly Route[]): string {
  const groups = Map.groupBy(routes, (route) => route.tag);
  return frame(
    'en',
    'API reference',
    html`<p><a href="/">Hikyaku</a></p>
<h1>API reference</h1>
<p class="lead">JSON in and out, below <code>/api/v1</code>, with <code>Authorization: Bearer &lt;key&gt;</code>. Every shape is in the <a href="/api/v1/openapi.json">OpenAPI document</a>. Verbs marked ⟳ honour <code>Idempotency-Key</code>.</p>
${[...groups].map(([tag, there]) => group(tag, there))}`,
  );
}

function group(tag: string, routes: readonly Route[]): Markup {
  return html`<h2>${tag}</h2>
<dl class="verbs">
${routes.map(
  (
    route,
  ) => html`<div><dt><b>${route.method.toUpperCase()}</b> <code>${route.path}</code>${route.creates ? ' ⟳' : ''}</dt><dd>${route.summary}.</dd></div>
`,
)}</dl>
`;
}
