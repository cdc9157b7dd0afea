import type { ClearedLetter } from '@hikyaku/suppression';
import type { BeforeDot, Line, Transmission, Transport } from '../transport.ts';

/** A letter as it would have been sent. */
export type Captured = { envelope: ClearedLetter['envelope']; bytes: Buffer; attempt: number };

/** Keeps letters instead of sending them: for rehearsals and for looking at what a campaign would send. Every dot is accepted. */
export function captureTransport(keep: (letter: Captured) => void): Transport {
  return { open: async () => captureLine(keep) };
}

function captureLine(keep: (letter: Captured) => void): Line {
  return {
    usable: true,
    close() {},
    async transmit(letter: ClearedLetter, beforeDot: BeforeDot): Promise<Transmission> {
      if (!beforeDot()) return { kind: 'withdrawn' };
      keep({ envelope: letter.envelope, bytes: Buffer.from(letter.bytes), attempt: letter.attempt });
      return { kind: 'replied', stage: 'dot', reply: { code: 250, enhanced: '2.0.0', text: 'kept' } };
    },
  };
}
