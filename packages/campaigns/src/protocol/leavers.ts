import type { Db } from '@hikyaku/database';
import { pauseFor } from './pause-for.ts';
import type { Answer } from './record.ts';
import { note, type Stage } from './stage.ts';

/** People who leave, many at once, by every scope, mostly while a letter of theirs is moving; some ask twice. */
export async function leavers(stage: Stage, db: Db): Promise<void> {
  const { weather, random, people, record, steps } = stage;

  async function leaveOnce(person: string, scope: Answer['scope'], listId: string | null): Promise<void> {
    const scoped = { workspaceId: people.workspaceId, addressKey: Buffer.from(person, 'hex'), scope, listId };
    const began = performance.now();
    for (let tries = 0; tries < 50 && stage.phase !== 'over'; tries++) {
      try {
        const left = await steps.leave(db, [scoped], { reason: 'unsubscribed', source: 'test' }, { mostMs: 700 });
        const at = performance.now();
        if (left.kind === 'done') record.answers.push({ person, scope, listId, at, waitedMs: at - began });
        else record.late += 1;
        return;
      } catch (error) {
        note(stage, error);
        await pauseFor(random.below(5));
      }
    }
  }

  async function leaver(): Promise<void> {
    while (stage.phase === 'storm') {
      const person =
        (random.chance(weather.hot) ? somebodyWhoseLetterMoves(stage) : undefined) ?? random.pick(people.keys);
      if (person !== undefined) {
        const scope = random.pick(['list', 'marketing', 'all'] as const) ?? 'all';
        const listId = scope === 'list' ? (random.pick(people.lists) ?? null) : null;
        const again = random.chance(0.25)
          ? pauseFor(random.below(8)).then(() => leaveOnce(person, scope, listId))
          : undefined;
        await Promise.all([leaveOnce(person, scope, listId), again]);
      }
      await pauseFor(5 + random.below(30));
    }
  }

  await Promise.all(Array.from({ length: weather.leavers }, leaver));
}

function somebodyWhoseLetterMoves({ random, moving, onTheWay }: Stage): string | undefined {
  const onTheWire = random.chance(0.5) ? random.pick([...onTheWay.keys()]) : undefined;
  return onTheWire?.split('/')[1] ?? random.pick(moving);
}
