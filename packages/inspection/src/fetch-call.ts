import type { Call } from './one-click.ts';

const patienceMs = 10_000;

/** Calls over the network as mailbox providers do, ten seconds at most. A redirect is an answer, not a way to go. */
export const fetchCall: Call = async (url, { method, headers, body }) => {
  const response = await fetch(url, {
    method,
    headers,
    redirect: 'manual',
    signal: AbortSignal.timeout(patienceMs),
    ...(body === undefined ? {} : { body }),
  });
  await response.body?.cancel();
  return { status: response.status };
};
