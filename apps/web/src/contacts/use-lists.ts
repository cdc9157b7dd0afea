import { useQuery } from '@tanstack/react-query';
import { call } from '../api/call.ts';
import { everyPage } from '../api/every-page.ts';

/** Every list of the workspace, in the order they were made. */
export function useLists() {
  return useQuery({ queryKey: ['lists'], queryFn: () => everyPage((query) => call('GET /lists', { query })) });
}
