/** The languages of the pages. */
export type Locale = 'ja' | 'en';

/** Which of our languages an Accept-Language header (RFC 9110 §12.5.4) asks for; the fallback when it asks for neither or is absent. */
export function chooseLocale(header: string | undefined, fallback: Locale): Locale {
  const wishes = (header ?? '')
    .slice(0, longestHeader)
    .split(',')
    .map(readWish)
    .filter((wish) => wish.weight > 0)
    // Stable: of equal weights the first one named wins.
    .sort((a, b) => b.weight - a.weight);
  for (const { language } of wishes) {
    if (language === 'ja' || language === 'en') return language;
    if (language === '*') return fallback;
  }
  return fallback;
}

const longestHeader = 1_000;

function readWish(part: string): { language: string; weight: number } {
  const [range = '', ...parameters] = part.split(';').map((piece) => piece.trim().toLowerCase());
  const quality = parameters.find((parameter) => parameter.startsWith('q='));
  const weight = quality === undefined ? 1 : Number(quality.slice(2));
  return { language: range.split('-')[0] ?? '', weight: Number.isFinite(weight) ? weight : 0 };
}
