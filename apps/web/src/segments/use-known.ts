import { useQuery } from '@tanstack/react-query';
import { call } from '../api/call.ts';
import { useLists } from '../contacts/use-lists.ts';

type Named = { id: string; name: string };

/** What a rule can speak of: lists, campaigns that have begun, newest first, and the fields that people have. */
export type Known = { lists: readonly Named[]; campaigns: readonly Named[]; fields: readonly string[] };

/** Asks for it; `named` are campaigns that a rule names already, however old they are. */
export function useKnown(named: readonly string[]): Known {
  const lists = useLists();
  const campaigns = useQuery({
    queryKey: ['campaigns', 'begun'],
    queryFn: () => call('GET /campaigns', { query: { limit: '200', status: begun } }),
  });
  const fields = useQuery({ queryKey: ['merge-fields'], queryFn: () => call('GET /merge-fields', {}) });
  const found = campaigns.data?.items ?? [];
  const older = named.filter((id) => id !== '' && found.every((campaign) => campaign.id !== id));
  return {
    lists: lists.data?.items ?? [],
    campaigns: [...found, ...older.map((id) => ({ id, name: id }))],
    fields: ['email', ...(fields.data?.fields.map(({ name }) => name) ?? [])],
  };
}

const begun = 'preparing,sending,paused,cancelling,cancelled,finished';
