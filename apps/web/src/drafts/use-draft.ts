import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo } from 'react';
import { type Asked, call } from '../api/call.ts';
import type { Campaign } from '../api/generated/operations.ts';
import { type Send, useAutosave } from '../look/use-autosave.ts';
import { written } from '../look/written.ts';
import { type Doors, useUpon } from '../together/use-upon.ts';

/** Changes to a draft. */
export type Change = Omit<Asked<'PATCH /campaigns/{id}'>['body'], 'basedOn'>;

/** How often others' changes are looked for. */
const lookAgainMs = 10_000;

/** A draft that saves itself, upon what others change in it meanwhile, which shows here. */
export function useDraft(id: string) {
  const client = useQueryClient();
  const query = useQuery({
    queryKey: ['campaign', id],
    queryFn: () => call('GET /campaigns/{id}', { path: { id } }),
    refetchInterval: lookAgainMs,
  });
  const { send: sendUpon, follow, elsewhere, decide } = useUpon(useMemo(() => doorsOf(id), [id]));
  const send: Send<Change> = useCallback(
    async (body, forget) => {
      await sendUpon(body, forget);
      void client.invalidateQueries({ queryKey: ['seen', id] });
      void client.invalidateQueries({ queryKey: ['campaigns'] });
    },
    [client, id, sendUpon],
  );
  const { typed, change, flush, saved } = useAutosave<Change>(send);
  const isWriting = Object.keys(typed).length > 0;
  useEffect(() => follow(query.data, isWriting), [follow, query.data, isWriting]);
  return { query, draft: query.data && { ...query.data, ...written(typed) }, change, flush, saved, elsewhere, decide };
}

function doorsOf(id: string): Doors<Campaign, Change> {
  return {
    key: ['campaign', id],
    read: () => call('GET /campaigns/{id}', { path: { id } }),
    write: (change, { basedOn }) =>
      call('PATCH /campaigns/{id}', { path: { id }, body: { ...change, ...(basedOn !== undefined && { basedOn }) } }),
  };
}
