import type { Db } from '@hikyaku/database';
import type { People } from './people.ts';
import type { Pulse } from './pulse.ts';
import type { Random } from './random.ts';
import type { RoundRecord } from './record.ts';
import type { Steps } from './steps.ts';
import type { Weather } from './weather.ts';

/** Storm: everything goes wrong. Calm: nothing does any more, and what is left is carried to its end. Over: everybody stops. */
export type Phase = 'storm' | 'calm' | 'over';

/** What happened behind the scenes, for the totals. */
export type Tally = {
  kills: number;
  freezes: number;
  cuts: number;
  lostAnswers: number;
  troubles: Map<string, number>;
};

/** What everybody in a round shares. `db` is the onlooker's own: nothing happens to its connections. */
export type Stage = {
  db: Db;
  url: string;
  folder: string;
  people: People;
  weather: Weather;
  steps: Steps;
  random: Random;
  record: RoundRecord;
  tally: Tally;
  phase: Phase;
  /** Attempts (letter/number) past their last check, until the receiver has read them; undefined for bytes that travel by themselves. */
  onTheWay: Map<string, Pulse | undefined>;
  /** The people whose letters were last at the gate. */
  moving: string[];
};

/** Notes that something failed that may fail in such weather; whoever met it tries again. */
export function note(stage: Stage, error: unknown): void {
  const text = error instanceof Error ? error.message : String(error);
  const kind = text.slice(0, 60);
  stage.tally.troubles.set(kind, (stage.tally.troubles.get(kind) ?? 0) + 1);
}
