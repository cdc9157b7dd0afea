import { useQuery } from '@tanstack/react-query';
import { call } from '../api/call.ts';
import type { TemplateEntry } from '../api/generated/operations.ts';
import type { Language } from '../language/language.tsx';
import { categories, type Category } from './words.ts';

/** Every template there is to choose from. */
export function useTemplates() {
  return useQuery({ queryKey: ['templates'], queryFn: () => call('GET /templates', {}), staleTime: 60_000 });
}

/** Which templates are looked for. */
export type Sought = { typed: string; category: Category; locale: Language };

/** Those that are sought, kind by kind: every word typed stands in the name, the title or the lead, in whichever language. */
export function sought(entries: readonly TemplateEntry[], { typed, category, locale }: Sought): TemplateEntry[] {
  const wanted = typed.toLowerCase().normalize('NFKC').split(/\s+/u).filter(Boolean);
  const found = entries.filter((entry) => {
    if (!entry.locales.includes(locale) || (category !== 'all' && entry.category !== category)) return false;
    const { name, title, lead } = entry;
    const said = [name, title.ja, title.en, lead.ja, lead.en].join('\n').toLowerCase().normalize('NFKC');
    return wanted.every((word) => said.includes(word));
  });
  return found.sort((a, b) => categories.indexOf(a.category) - categories.indexOf(b.category));
}

/** Whether a template is for newsletters; the others answer what one person did. */
export function isForLists({ class: messageClass }: TemplateEntry): boolean {
  return messageClass === 'marketing';
}
