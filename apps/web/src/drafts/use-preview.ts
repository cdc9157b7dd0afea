import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { call } from '../api/call.ts';

/** The letter of a draft as it was last saved, for one address or for a stranger. */
export function usePreview(id: string, email: string | undefined, hasContent: boolean) {
  return useQuery({
    queryKey: ['seen', id, 'preview', email],
    queryFn: () => call('GET /campaigns/{id}/preview', { path: { id }, query: email === undefined ? {} : { email } }),
    enabled: hasContent,
    placeholderData: keepPreviousData,
    retry: false,
  });
}
