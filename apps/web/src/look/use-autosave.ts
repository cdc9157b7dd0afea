import { useCallback, useEffect, useRef, useState } from 'react';
import { isProblem } from '../api/problem.ts';
import { without } from './without.ts';

/** Whether what was written is kept by the server. */
export type Saved = { state: 'saved' | 'saving' } | { state: 'failed'; error: Error };

const quietMs = 600;

/** After how long a server that could not be reached, or had trouble of its own, is asked again. */
const againMs = 5_000;

/** Lets go of fields that were typed here, of all where none is named: what the server has is shown again. */
export type Forget = (fields?: readonly string[]) => void;

/** Sends a change; the page has to know what the server has by the time it resolves. */
export type Send<Change> = (change: Change, forget: Forget) => Promise<void>;

/**
 * Saves by itself: a change shows at once, and is sent when nothing was typed for a moment. Changes that could not be saved stay in the
 * page and go out with the next, or by themselves as soon as the server is reached again; leaving the page sends what still waits. What has
 * been sent is shown as the server has it, so that others' later changes are seen. `send` must stay the same function.
 */
export function useAutosave<Change extends object>(send: Send<Partial<Change>>) {
  const waiting = useRef<Partial<Change>>({});
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  // What was typed is the page's own, so that fields follow the keys at once and not a tick later.
  const [typed, setTyped] = useState<Partial<Change>>({});
  const [saved, setSaved] = useState<Saved>({ state: 'saved' });

  const forget: Forget = useCallback((fields) => {
    setTyped((now) => (fields === undefined ? {} : without(now, fields)));
  }, []);

  const flush = useCallback(async (): Promise<void> => {
    clearTimeout(timer.current);
    const body = waiting.current;
    if (Object.keys(body).length === 0) return;
    waiting.current = {};
    try {
      await send(body, forget);
      forget(Object.keys(body).filter((field) => !(field in waiting.current)));
      if (Object.keys(waiting.current).length === 0) setSaved({ state: 'saved' });
    } catch (error) {
      waiting.current = { ...body, ...waiting.current };
      setSaved({ state: 'failed', error: error instanceof Error ? error : new Error(String(error)) });
      if (passes(error)) timer.current = setTimeout(() => void flush(), againMs);
    }
  }, [forget, send]);

  const change = useCallback(
    (next: Partial<Change>) => {
      waiting.current = { ...waiting.current, ...next };
      setTyped((now) => ({ ...now, ...next }));
      setSaved({ state: 'saving' });
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void flush(), quietMs);
    },
    [flush],
  );

  useEffect(() => {
    const now = () => void flush();
    window.addEventListener('pagehide', now);
    window.addEventListener('online', now);
    return () => {
      window.removeEventListener('pagehide', now);
      window.removeEventListener('online', now);
      now();
    };
  }, [flush]);
  return { typed, change, flush, forget, saved };
}

/** Whether the same change may be taken a moment later: a refusal stays one until something else is written. */
function passes(error: unknown): boolean {
  return !isProblem(error) || error.status >= 500;
}
