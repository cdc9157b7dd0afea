import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { type Asked, call } from '../api/call.ts';
import type { Campaign } from '../api/generated/operations.ts';

/** Changes to a draft. */
export type Change = Asked<'PATCH /campaigns/{id}'>['body'];

/** Whether what was written is kept by the server. */
export type Saved = { state: 'saved' | 'saving' } | { state: 'failed'; error: Error };

const quietMs = 600;

/**
 * A draft that saves itself: a change shows at once, and is sent when nothing was typed for a moment. Changes that could not be
 * saved stay in the page and go out with the next; leaving the page sends what still waits.
 */
export function useDraft(id: string) {
  const client = useQueryClient();
  const query = useQuery({ queryKey: ['campaign', id], queryFn: () => call('GET /campaigns/{id}', { path: { id } }) });
  const waiting = useRef<Change>({});
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  // What was typed is the page's own, so that fields follow the keys at once and not a tick later.
  const [typed, setTyped] = useState<Partial<Campaign>>({});
  const [saved, setSaved] = useState<Saved>({ state: 'saved' });

  const flush = useCallback(async () => {
    clearTimeout(timer.current);
    const body = waiting.current;
    if (Object.keys(body).length === 0) return;
    waiting.current = {};
    try {
      await call('PATCH /campaigns/{id}', { path: { id }, body });
      if (Object.keys(waiting.current).length === 0) setSaved({ state: 'saved' });
      await client.invalidateQueries({ queryKey: ['seen', id] });
      await client.invalidateQueries({ queryKey: ['campaigns'] });
    } catch (error) {
      waiting.current = { ...body, ...waiting.current };
      setSaved({ state: 'failed', error: error instanceof Error ? error : new Error(String(error)) });
    }
  }, [client, id]);

  const change = useCallback(
    (next: Change) => {
      waiting.current = { ...waiting.current, ...next };
      setTyped((now) => ({ ...now, ...shown(next) }));
      setSaved({ state: 'saving' });
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void flush(), quietMs);
    },
    [flush],
  );

  useEffect(() => {
    const leave = () => void flush();
    window.addEventListener('pagehide', leave);
    return () => {
      window.removeEventListener('pagehide', leave);
      leave();
    };
  }, [flush]);
  return { query, draft: query.data && { ...query.data, ...typed }, change, flush, saved };
}

/** The change as the draft will show it. */
function shown(change: Change): Partial<Campaign> {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
}
