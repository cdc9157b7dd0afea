import type { BeforeDot, Line } from '../../transport.ts';
import { dialogue } from './dialogue.ts';
import type { Session } from './session.ts';
import type { Timeouts } from './timeouts.ts';
import { wireLetter } from './wire-letter.ts';

/** Letters over a session, one after another: two writes each where the server knows PIPELINING. */
export function pipeliningLine(session: Session, timeouts: Timeouts): Line {
  const { wire } = session;
  let state: 'ready' | 'reset' | 'busy' | 'lost' = 'ready';
  let lineWasFresh = true;
  return {
    get usable() {
      return wire.open && (state === 'ready' || state === 'reset');
    },
    close() {
      state = 'lost';
      wire.leave();
    },
    async transmit(letter, beforeDot: BeforeDot) {
      if (state === 'busy') throw new Error('A line carries one letter at a time.');
      const ready = wireLetter(letter, session.extensions);
      if (!ready.ok) return ready.refusal;
      const options = { timeouts, resetFirst: state === 'reset', lineWasFresh };
      state = 'busy';
      lineWasFresh = false;
      try {
        const carried = await dialogue(session, ready.letter, beforeDot, options);
        state = carried.line;
        return carried.transmission;
      } catch (error) {
        state = 'lost';
        wire.cut('the letter could not be carried');
        throw error;
      }
    },
  };
}
