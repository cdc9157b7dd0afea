import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { call } from '../api/call.ts';
import type { OwnTemplate } from '../api/generated/operations.ts';
import { useFormat } from '../language/format.ts';
import type { Language } from '../language/language.tsx';
import { useWords } from '../language/language.tsx';
import type { Offered } from './template-grid.tsx';
import { words } from './own-words.ts';

/** The workspace's own templates, newest first. */
export function useOwnTemplates() {
  return useInfiniteQuery({
    queryKey: ['own-templates'],
    queryFn: ({ pageParam }) =>
      call('GET /templates/own', { query: { limit: '24', ...(pageParam && { cursor: pageParam }) } }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
  });
}

/** One of them. */
export function useOwnTemplate(id: string, enabled = true) {
  return useQuery({
    queryKey: ['own-template', id],
    queryFn: () => call('GET /templates/own/{id}', { path: { id } }),
    enabled,
  });
}

/** Own templates of a language whose names hold what was typed, as they are offered. */
export function useOffered(templates: readonly OwnTemplate[], typed: string, locale: Language): Offered[] {
  const say = useWords(words);
  const format = useFormat();
  const wanted = typed.toLowerCase().normalize('NFKC').trim();
  return templates
    .filter((one) => one.locale === locale && one.name.toLowerCase().normalize('NFKC').includes(wanted))
    .map(({ id, name, updatedAt }) => {
      const changed = say.changed(format.fromNow(updatedAt));
      return { name: id, title: { ja: name, en: name }, lead: { ja: changed, en: changed } };
    });
}
