import type { Program } from '../services/program.ts';
import type { Refusal } from '../services/refusal.ts';
import { realClock } from './clock.ts';
import { Halted } from './halt.ts';
import { type Supervised, supervise } from './supervise.ts';

/** Everything that one run keeps alive, by stages: what has a higher stage needs what has a lower one. */
export type Crew = {
  /** Starts a program and keeps it alive; resolves when it answers, rejects with a sentence when it does not come up. */
  join(program: Program, stage: number): Promise<void>;
  /** Resolves, only ever with a sentence, when a program is given up. */
  givenUp: Promise<Refusal>;
  /** Stops all, the highest stage first. */
  stop(): Promise<void>;
};

/** A crew without members. `tell` hears of every death. */
export function gatherCrew(tell: (sentence: string) => void): Crew {
  const members: { stage: number; member: Supervised }[] = [];
  let stopping = false;
  const givenUp = Promise.withResolvers<Refusal>();
  return {
    join: async (program, stage) => {
      // Work that was overtaken by the wish to stop must not start anything more.
      if (stopping) throw new Halted();
      const member = supervise(program, { clock: realClock, tell });
      members.push({ stage, member });
      void member.givenUp.then(givenUp.resolve);
      await member.ready;
    },
    givenUp: givenUp.promise,
    stop: async () => {
      stopping = true;
      const stages = [...new Set(members.map(({ stage }) => stage))].sort((a, b) => b - a);
      for (const stage of stages) {
        const together = members.filter((one) => one.stage === stage);
        await Promise.all(together.map(({ member }) => member.stop()));
      }
    },
  };
}
