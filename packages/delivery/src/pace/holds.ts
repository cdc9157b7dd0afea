import { z } from 'zod';
import type { Trigger } from '../shaping/trigger.ts';

const holdSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(['connections', 'letters-per-connection']), most: z.number() }),
  z.object({ kind: z.literal('rate'), perSecond: z.number() }),
]);

/** What a trigger may hold a lane to for a time. */
export type Hold = z.infer<typeof holdSchema>;

/** Holds as the books keep them; `untilMs` is milliseconds since 1970. */
export const heldSchema = z.array(z.object({ action: holdSchema, untilMs: z.number() }));

/** A hold and its end. */
export type Held = z.infer<typeof heldSchema>[number];

/** What triggers hold a lane to, and how often each was touched within the hour. */
export type Holds = {
  readonly connections: number;
  readonly perSecond: number;
  readonly lettersPerConnection: number | undefined;
  /** Counts one more touch; true when the trigger has been touched as often as it wants to be, and begins from nothing again. */
  counts(trigger: Trigger, nowMs: number): boolean;
  /** Holds, or holds for longer. Answers in words what is held, undefined when that was so already. */
  hold(action: Hold, untilMs: number): string | undefined;
  /** Lets go of what is over; true when there was such. */
  expire(nowMs: number): boolean;
  all(): Held[];
};

const hourMs = 3_600_000;

/** None held, none counted. Of a pace that a trigger asks for, `share` is ours to use; a connection is not divided. */
export function openHolds(share: number): Holds {
  const held = new Map<string, Held>();
  const touches = new Map<Trigger, number[]>();
  let nextEndMs = Number.POSITIVE_INFINITY;

  const least = (kind: 'connections' | 'letters-per-connection') => {
    let figure = Number.POSITIVE_INFINITY;
    for (const { action } of held.values()) if (action.kind === kind) figure = Math.min(figure, action.most);
    return figure;
  };

  return {
    get connections() {
      return least('connections');
    },
    get perSecond() {
      let figure = Number.POSITIVE_INFINITY;
      for (const { action } of held.values())
        if (action.kind === 'rate') figure = Math.min(figure, action.perSecond * share);
      return figure;
    },
    get lettersPerConnection() {
      const figure = least('letters-per-connection');
      return Number.isFinite(figure) ? figure : undefined;
    },
    counts(trigger, nowMs) {
      const recent = (touches.get(trigger) ?? []).filter((atMs) => nowMs - atMs < hourMs);
      recent.push(nowMs);
      const enough = recent.length >= trigger.perHour;
      touches.set(trigger, enough ? [] : recent);
      return enough;
    },
    hold(action, untilMs) {
      const what = inWords(action);
      const before = held.get(what);
      held.set(what, { action, untilMs: Math.max(untilMs, before?.untilMs ?? 0) });
      nextEndMs = Math.min(...[...held.values()].map((one) => one.untilMs));
      return before === undefined ? what : undefined;
    },
    expire(nowMs) {
      if (nowMs < nextEndMs) return false;
      for (const [what, { untilMs }] of held) if (untilMs <= nowMs) held.delete(what);
      nextEndMs = Math.min(Number.POSITIVE_INFINITY, ...[...held.values()].map((one) => one.untilMs));
      return true;
    },
    all: () => [...held.values()],
  };
}

function inWords(action: Hold): string {
  switch (action.kind) {
    case 'connections':
      return `at most ${action.most} ${action.most === 1 ? 'connection' : 'connections'}`;
    case 'letters-per-connection':
      return `at most ${action.most} letters a connection`;
    case 'rate':
      return `at most ${Math.round(action.perSecond * 60)} letters a minute`;
  }
}
