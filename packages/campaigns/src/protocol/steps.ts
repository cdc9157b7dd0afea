import type { StageJournal } from '@hikyaku/delivery';
import { leave } from '@hikyaku/suppression';
import { pause } from '../pause.ts';

/** The product's own steps that a mutation may replace; whatever is not replaced is the product's. */
export type Steps = {
  leave: typeof leave;
  pause: typeof pause;
  keepJournal: (journal: StageJournal) => StageJournal;
  /** Whether recovery ends a hung process of its own machine before it judges its letters. */
  endsHungSenders: boolean;
  /** Whether a process refuses to work a slot in two ticks at once. */
  ticksAlone: boolean;
  /** Whether a line asks before the final dot, and obeys. */
  asksBeforeTheDot: boolean;
};

/** All of them as they are. */
export const productSteps: Steps = {
  leave,
  pause,
  keepJournal: (journal) => journal,
  endsHungSenders: true,
  ticksAlone: true,
  asksBeforeTheDot: true,
};
