import { pauseFor } from './pause-for.ts';
import { note, type Stage } from './stage.ts';

/** Does something again and again while the storm lasts, so often a second on average. What fails is noted, and tried again. */
export async function often(stage: Stage, perSecond: number, act: () => Promise<void> | void): Promise<void> {
  if (perSecond <= 0) return;
  for (;;) {
    // Now and then two things happen almost at once.
    await pauseFor((stage.random.next() * 2_000) / perSecond);
    if (stage.phase !== 'storm') return;
    try {
      await act();
    } catch (error) {
      note(stage, error);
    }
  }
}
