/** Text that may stand in HTML as it is; only `html` makes it. */
export type Markup = { readonly html: string };

/** Writes HTML: every value is escaped unless it is markup itself; lists are joined. */
export function html(parts: TemplateStringsArray, ...values: readonly (string | Markup | readonly Markup[])[]): Markup {
  const written = values.map((value, i) => inHtml(value) + (parts[i + 1] ?? ''));
  return { html: (parts[0] ?? '') + written.join('') };
}

function inHtml(value: string | Markup | readonly Markup[]): string {
  if (typeof value === 'string') return escaped(value);
  return 'html' in value ? value.html : value.map((part) => part.html).join('');
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
