import type { AudienceReach } from '../api/generated/operations.ts';
import { receivers, words } from '../campaigns/lane-words.ts';
import { useFormat } from '../language/format.ts';
import { useWords } from '../language/language.tsx';

/** Where those have their mail who are reached, most people first; nothing while all of it is at receivers that nobody knows. */
export function ReachByLane({ lanes }: { lanes: AudienceReach['lanes'] }) {
  const say = useWords(words);
  const format = useFormat();
  if (lanes.every(({ lane }) => lane === null)) return null;
  const parts = lanes.map(({ lane, people }) => {
    const name = lane === null ? say.others : (receivers[lane] ?? lane);
    return `${name} ${format.number(people)}`;
  });
  return (
    <span className="quiet numbers">
      {say.lane}: {parts.join(' · ')}
    </span>
  );
}
