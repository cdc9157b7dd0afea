import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type Asked, call } from '../api/call.ts';

/** A source as it is asked about. */
export type AskedSource = Asked<'POST /templates/compile'>['body'];

const quietMs = 350;

/** What is wrong with a source, asked when nothing was typed for a moment. */
export function useFindings(source: AskedSource) {
  const [settled] = useDebouncedValue(JSON.stringify(source), quietMs);
  return useQuery({
    queryKey: ['compile', settled],
    queryFn: (): ReturnType<typeof compile> => compile(settled),
    placeholderData: keepPreviousData,
    gcTime: 60_000,
  });
}

function compile(source: string) {
  const body: AskedSource = JSON.parse(source);
  return call('POST /templates/compile', { body });
}
