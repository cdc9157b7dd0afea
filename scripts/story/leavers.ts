import { setTimeout as pause } from 'node:timers/promises';
import { type Arrival, oneClickUrl } from './outside.ts';

/** What somebody who left was told, and when the answer was here, in epoch milliseconds. */
export type Told = {
  to: string;
  addressKey: string;
  status: number;
  kind: 'done' | 'on-its-way' | 'recorded' | 'refused';
  at: number;
  waitedMs: number;
};

/** The key in a token: bytes 18 to 34, in hexadecimal. */
export function addressKeyOf(url: string): string {
  return Buffer.from(new URL(url).pathname.split('/').at(-1) ?? '', 'base64url')
    .subarray(18, 34)
    .toString('hex');
}

/** Presses the button as a mail client does, `afterMs` from now, and takes down what was answered. */
export async function leaveByOneClick(letter: Arrival, afterMs: number): Promise<Told> {
  await pause(afterMs);
  const url = oneClickUrl(letter.listUnsubscribe);
  const asked = performance.now();
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'accept-language': 'en' },
    body: 'List-Unsubscribe=One-Click',
    redirect: 'manual',
  });
  const sentence = await response.text();
  const answered = performance.now();
  return {
    to: letter.recipients[0] ?? '',
    addressKey: addressKeyOf(url),
    status: response.status,
    kind: kindOf(response.status, sentence),
    at: performance.timeOrigin + answered,
    waitedMs: answered - asked,
  };
}

function kindOf(status: number, sentence: string): Told['kind'] {
  if (status === 200) return 'done';
  if (status !== 202) return 'refused';
  return sentence.includes('as soon as') ? 'recorded' : 'on-its-way';
}
