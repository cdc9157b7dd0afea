import type { ReactNode } from 'react';
import { type Language, useLanguage } from '../language/language.tsx';
import { Thumbnail } from './thumbnail.tsx';
import { sampleAddress } from './template-address.ts';

/** One template as it is offered: `name` is what a campaign calls it. */
export type Offered = { name: string; title: Words; lead: Words };

type Words = Readonly<Record<Language, string>>;

type Shown = {
  entries: readonly Offered[];
  locale: Language;
  /** Wraps what is seen of one template into what leads to it. */
  lead: (entry: Offered, seen: ReactNode) => ReactNode;
};

/** Templates side by side, each as the letter it makes. */
export function TemplateGrid({ entries, locale, lead }: Shown) {
  const { language } = useLanguage();
  return (
    <ul className="gallery">
      {entries.map((entry) => (
        <li key={entry.name}>
          {lead(
            entry,
            <>
              <Thumbnail src={sampleAddress(entry.name, locale)} />
              <span className="gallery-words">
                <strong>{entry.title[language]}</strong>
                <span className="quiet">{entry.lead[language]}</span>
              </span>
            </>,
          )}
        </li>
      ))}
    </ul>
  );
}
