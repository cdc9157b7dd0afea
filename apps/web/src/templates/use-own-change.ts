import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo } from 'react';
import { type Asked, call } from '../api/call.ts';
import type { OwnTemplate } from '../api/generated/operations.ts';
import { type Send, useAutosave } from '../look/use-autosave.ts';
import { written } from '../look/written.ts';
import { type Doors, useUpon } from '../together/use-upon.ts';

type Change = Omit<Asked<'PATCH /templates/own/{id}'>['body'], 'basedOn' | 'keepVersion'>;

/** How often others' changes are looked for. */
const lookAgainMs = 10_000;

/**
 * A template of the workspace's own that saves itself, upon what others change in it meanwhile, which shows here. `restored` tells of the
 * version that it has become again.
 */
export function useOwnChange(id: string) {
  const client = useQueryClient();
  const query = useQuery({
    queryKey: ['own-template', id],
    queryFn: () => call('GET /templates/own/{id}', { path: { id } }),
    refetchInterval: lookAgainMs,
  });
  const { send: sendUpon, follow, took, elsewhere, decide } = useUpon(useMemo(() => doorsOf(id), [id]));
  const lookAgain = useCallback(
    () => client.invalidateQueries({ queryKey: ['own-template', id, 'seen'] }),
    [client, id],
  );
  const send: Send<Change> = useCallback(
    async (body, forget) => {
      await sendUpon(body, forget);
      await lookAgain();
      await client.invalidateQueries({ queryKey: ['own-templates'] });
    },
    [client, lookAgain, sendUpon],
  );
  const { typed, change, flush, forget, saved } = useAutosave<Change>(send);
  const isWriting = Object.keys(typed).length > 0;
  useEffect(() => follow(query.data, isWriting), [follow, query.data, isWriting]);
  useEffect(() => {
    if (elsewhere !== undefined) void lookAgain();
  }, [elsewhere, lookAgain]);
  const restored = useCallback(
    (back: OwnTemplate) => {
      forget();
      took(back);
    },
    [forget, took],
  );
  const template = query.data && { ...query.data, ...written(typed) };
  return { query, template, change, flush, saved, restored, elsewhere, decide };
}

function doorsOf(id: string): Doors<OwnTemplate, Change> {
  return {
    key: ['own-template', id],
    read: () => call('GET /templates/own/{id}', { path: { id } }),
    write: (change, { basedOn, over }) => {
      const body = { ...change, ...(basedOn !== undefined && { basedOn }), ...(over && { keepVersion: true }) };
      return call('PATCH /templates/own/{id}', { path: { id }, body });
    },
  };
}
