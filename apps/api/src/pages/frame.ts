import { html, type Markup } from './markup.ts';

/** The languages of the pages. */
export type PageLocale = 'ja' | 'en';

/** A page: its language, its title, what stands in it. */
export function frame(locale: PageLocale, title: string, main: Markup): string {
  return html`<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="stylesheet" href="/style.css">
</head>
<body>
<main>
${main}
</main>
</body>
</html>
`.html;
}

/** Japanese where it is asked for at least as much as English, else English. */
export function pageLocale(acceptLanguage: string | undefined): PageLocale {
  const wish = (language: string): number => {
    const found = new RegExp(`(?:^|,)\\s*${language}(?:-[\\w-]*)?\\s*(?:;\\s*q=([\\d.]+))?\\s*(?=,|$)`, 'i').exec(
      acceptLanguage ?? '',
    );
    return found === null ? 0 : Number(found[1] ?? 1);
  };
  return wish('ja') > 0 && wish('ja') >= wish('en') ? 'ja' : 'en';
}
