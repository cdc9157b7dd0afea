import { type ProblemKind, problemKinds } from '../http/problem.ts';
import { frame } from './frame.ts';
import { html } from './markup.ts';

/** The page at /problems, to which the `type` of every problem leads. */
export function problemsPage(only?: ProblemKind): string {
  const shown = Object.entries(problemKinds).filter(([kind]) => only === undefined || kind === only);
  return frame(
    'en',
    'Kinds of problem',
    html`<p><a href="/">Hikyaku</a></p>
<h1>Kinds of problem</h1>
<dl class="verbs">
${shown.map(
  ([
    kind,
    { status, title, advice },
  ]) => html`<div><dt><b>${String(status)}</b> <code>${kind}</code></dt><dd>${title}. ${advice}</dd></div>
`,
)}</dl>`,
  );
}

/** Whether a text names a kind of problem. */
export function isProblemKind(text: string): text is ProblemKind {
  return Object.keys(problemKinds).includes(text);
}
