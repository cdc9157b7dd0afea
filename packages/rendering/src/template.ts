import type { Told } from './findings.ts';

/** What a person writes: mjml or html (exactly one), or text alone. */
export type Source = {
  subject: string;
  preheader?: string;
  mjml?: string;
  html?: string;
  text?: string;
};

/** Handlebars source after MJML, safe to store as JSON; `html` is empty for a letter of plain text only. */
export type Compiled = {
  subject: string;
  html: string;
  text: string;
};

/** The finished words for one person. */
export type Rendered = {
  subject: string;
  html: string;
  text: string;
};

/** The part of a source, or of a compiled template, that a problem is found in. */
export type Part = 'subject' | 'preheader' | 'mjml' | 'html' | 'text';

/** One thing to mend; `line` counts from 1, `column` from 1, both in the part named by `where`. */
export type Problem = Told & {
  line?: number;
  column?: number;
  where: Part;
};

/** The languages that dates, numbers and the legal block speak. */
export type Locale = 'ja' | 'en';

/** How a source is to be compiled; `class` is the message class, which decides what the legal block must hold. */
export type CompileOptions = {
  locale: Locale;
  class: string;
};

/** What compiling gives: something to freeze, or the reasons why not. */
export type CompileResult = { ok: true; compiled: Compiled; warnings: Problem[] } | { ok: false; problems: Problem[] };

/** What rendering for one person gives: a whole letter, or the reasons why there is none. */
export type RenderResult = { ok: true; rendered: Rendered } | { ok: false; problems: Problem[] };

/** Everything a template may speak of; the names of the top level are a closed set. */
export type MergeData = {
  contact: { email: string; [field: string]: unknown };
  unsubscribe_url?: string;
  preferences_url?: string;
  view_url?: string;
  campaign: Record<string, unknown>;
  workspace: Record<string, unknown>;
  data: Record<string, unknown>;
};

/** The names a placeholder may start with. */
export const roots = [
  'contact',
  'unsubscribe_url',
  'preferences_url',
  'view_url',
  'campaign',
  'workspace',
  'data',
] as const;
