import { useQuery } from '@tanstack/react-query';
import { call } from '../api/call.ts';
import { everyPage } from '../api/every-page.ts';

/** Every segment of the workspace, in the order they were made. */
export function useSegments() {
  return useQuery({ queryKey: ['segments'], queryFn: () => everyPage((query) => call('GET /segments', { query })) });
}
