import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';

/** The languages of the console. */
export type Language = 'ja' | 'en';

/** The words of one part of the console, in every language. */
export type Words<Said> = Record<Language, Said>;

const kept = 'hikyaku-language';

const Chosen = createContext<{ language: Language; choose: (language: Language) => void }>({
  language: 'en',
  choose: () => undefined,
});

/** Speaks the reader's language: the one they chose here, else their browser's, else English. */
export function LanguageProvider({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState<Language>(firstLanguage);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const value = useMemo(
    () => ({
      language,
      choose: (chosen: Language) => {
        localStorage.setItem(kept, chosen);
        setLanguage(chosen);
      },
    }),
    [language],
  );
  return <Chosen value={value}>{children}</Chosen>;
}

/** The language now, and how to choose another. */
export function useLanguage() {
  return useContext(Chosen);
}

/** These words in the reader's language. */
export function useWords<Said>(words: Words<Said>): Said {
  return words[useLanguage().language];
}

function firstLanguage(): Language {
  const chosen = localStorage.getItem(kept);
  if (chosen === 'ja' || chosen === 'en') return chosen;
  return navigator.languages
    .find((tag) => /^(ja|en)\b/i.test(tag))
    ?.toLowerCase()
    .startsWith('ja')
    ? 'ja'
    : 'en';
}
