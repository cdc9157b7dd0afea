import { type Lane, laneLog, laneLogWords, listLanes } from '@hikyaku/delivery';
import { UsageError } from '../errors.ts';
import { count, moment, printable } from '../printable.ts';
import { defineVerb } from '../verb.ts';
import { withDatabase } from '../with-database.ts';

const mostLines = 30;

/** `lanes`: how the lanes do that have something in them; with a name, that one and what was done to it. */
export const lanesVerb = defineVerb({
  argument: { value: '<lane>', help: 'one lane, with the latest of its log', optional: true },
  options: {},
  async run(context, { argument }) {
    const { lanes, log } = await withDatabase(context, async (db) => ({
      lanes: await listLanes(db, argument === '' ? null : argument),
      log: argument === '' ? undefined : await laneLog(db, argument, mostLines),
    }));
    if (lanes.length === 0) throw new UsageError(`There is no lane "${printable(argument)}".`);
    const shown = lanes.filter((lane) => argument !== '' || isUsed(lane));
    for (const lane of shown) context.say(inWords(lane));
    if (shown.length < lanes.length) context.say(`${count(lanes.length - shown.length, 'lane')} with nothing in them.`);
    for (const line of log ?? []) {
      context.say(printable(`  ${moment(line.at)}  ${line.kind.padEnd(10)} ${laneLogWords(line)}`));
    }
  },
});

function isUsed({ pausedAt, suspendedUntil, ownedSlots, dueBatches, laterBatches }: Lane): boolean {
  return pausedAt !== null || suspendedUntil !== null || ownedSlots + dueBatches + laterBatches > 0;
}

function inWords(lane: Lane): string {
  const { pace } = lane;
  const parts = [
    stateOf(lane),
    `${count(lane.attempting, 'letter')} on the wire`,
    ...(pace === null ? [] : [`at most ${pace.window} at a time`]),
    ...(pace?.perSecond ? [`${Math.round(pace.perSecond * 100) / 100} a second`] : []),
    `${count(lane.dueLetters, 'letter')} due in ${count(lane.dueBatches, 'batch', 'batches')}, ${lane.laterBatches} later`,
  ];
  return printable(`${lane.name.padEnd(16)} ${parts.join('; ')}`);
}

function stateOf({ pausedAt, pausedReason, suspendedUntil, suspendedReason }: Lane): string {
  if (pausedAt !== null) return `paused${pausedReason === null ? '' : `: ${pausedReason}`}`;
  if (suspendedUntil === null) return 'running';
  return `suspended until ${moment(suspendedUntil)}: ${suspendedReason ?? ''}`;
}
