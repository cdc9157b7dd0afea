import { Text, Title } from '@mantine/core';
import type { CampaignWithCounts, HoldUp, LaneProgress } from '../api/generated/operations.ts';
import { type Format, useFormat } from '../language/format.ts';
import { useWords } from '../language/language.tsx';
import { BarPart } from './books.tsx';
import { type LetterState, letterStates, stateWords } from './book-words.ts';
import { receivers, words } from './lane-words.ts';

const tail = 'tail';
const underway: readonly LetterState[] = ['queued', 'attempting', 'deferred'];

/** A campaign's letters by where they go: how far each lane has come, and why one is slow. */
export function Lanes({ campaign: { lanes } }: { campaign: CampaignWithCounts }) {
  const say = useWords(words);
  const routed = oneTail(lanes.filter(({ lane }) => lane !== null));
  if (routed.length === 0) return null;
  return (
    <section>
      <Title order={2}>{say.lanes}</Title>
      <Text className="quiet" size="sm" mb="sm">
        {say.lanesLead}
      </Text>
      <ul className="rows sheet">
        {routed.toSorted(longestFirst).map((one) => (
          <LaneRow key={one.lane} progress={one} />
        ))}
      </ul>
    </section>
  );
}

function LaneRow({ progress: { lane, counts, holdUp } }: { progress: LaneProgress }) {
  const say = useWords(words);
  const names = useWords(stateWords);
  const format = useFormat();
  const all = letterStates.reduce((sum, state) => sum + counts[state], 0);
  const waiting = underway.reduce((sum, state) => sum + counts[state], 0);
  const name = lane === tail ? say.others : (receivers[lane ?? ''] ?? lane ?? say.none);
  const shown = letterStates.filter((state) => counts[state] > 0);
  const told = { lane: name, done: format.number(all - waiting), all: format.number(all) };
  return (
    <li className="lane">
      <div className="lane-head">
        <span className="row-title">{name}</span>
        <span className="row-note numbers">
          {format.number(all - waiting)} / {format.number(all)}
        </span>
      </div>
      <div className="bar thin" role="img" aria-label={say.progress(told)}>
        {shown.map((state) => (
          <BarPart key={state} state={state} share={counts[state]} />
        ))}
      </div>
      <div className="row-note numbers">
        {shown.map((state) => `${names[state].name} ${format.number(counts[state])}`).join(' · ')}
      </div>
      {holdUp !== null && (
        <div className="hold-up" role="status">
          {inWords(holdUp, say.holdUps, format)}
          {'reason' in holdUp && holdUp.reason !== null && (
            <span className="quiet"> {holdUp.kind === 'suspended' ? say.said(holdUp.reason) : holdUp.reason}</span>
          )}
        </div>
      )}
    </li>
  );
}

function inWords(holdUp: HoldUp, say: (typeof words)['ja']['holdUps'], format: Format): string {
  switch (holdUp.kind) {
    case 'paused':
      return say.paused(holdUp, format);
    case 'suspended':
      return say.suspended(holdUp, format);
    case 'warm-up':
      return say['warm-up'](holdUp, format);
    case 'later':
      return say.later(holdUp, format);
    case 'paced':
      return say.paced(holdUp, format);
  }
}

/** Receivers that are in no table share four lanes, which differ in nothing that a reader would know. */
function oneTail(lanes: readonly LaneProgress[]): LaneProgress[] {
  const isTail = ({ lane }: LaneProgress) => /^tail-\d+$/.test(lane ?? '');
  const [first, ...rest] = lanes.filter(isTail);
  if (first === undefined) return [...lanes];
  const together = rest.reduce<LaneProgress>(
    (sum, { counts, holdUp }) => ({
      lane: tail,
      counts: added(sum.counts, counts),
      holdUp: sum.holdUp ?? holdUp,
    }),
    { ...first, lane: tail },
  );
  return [...lanes.filter((one) => !isTail(one)), together];
}

function added(one: LaneProgress['counts'], other: LaneProgress['counts']): LaneProgress['counts'] {
  const sum = { ...one };
  for (const state of letterStates) sum[state] += other[state];
  return sum;
}

/** Lanes in which most waits come first, then the larger ones: that is what somebody looks for. */
function longestFirst(one: LaneProgress, other: LaneProgress): number {
  const sum = (states: readonly LetterState[], { counts }: LaneProgress) =>
    states.reduce((total, state) => total + counts[state], 0);
  return sum(underway, other) - sum(underway, one) || sum(letterStates, other) - sum(letterStates, one);
}
