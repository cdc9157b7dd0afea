import { Text, Title } from '@mantine/core';
import type { CampaignWithCounts } from '../api/generated/operations.ts';
import { useFormat } from '../language/format.ts';
import { useWords } from '../language/language.tsx';
import { words } from './departure-words.ts';

const mostRows = 8;

/** Of a campaign that goes at each person's local time: whom it leaves for next, and whom afterwards. */
export function Departures({ campaign }: { campaign: CampaignWithCounts }) {
  const say = useWords(words);
  const format = useFormat();
  const { localAt, scheduledAt, departures, status } = campaign;
  if (localAt === null) return null;
  if (status === 'scheduled' && scheduledAt !== null) {
    return (
      <Text className="quiet">{say.frozenAt({ hour: format.hour(localAt), at: format.moment(scheduledAt) })}</Text>
    );
  }
  const [next, ...others] = departures;
  if (next === undefined) return null;
  const left = others.slice(mostRows);
  const facts = { zone: next.zone, at: format.moment(next.at), people: format.number(next.people) };
  return (
    <section>
      <Title order={2}>{say.departures}</Title>
      <Text className="quiet" size="sm" mb="sm">
        {say.departuresLead(format.hour(localAt))}
      </Text>
      <div className="sheet sheet-pad">
        <Text role="status">
          {status === 'paused' ? say.nextOncePaused(facts) : say.next({ ...facts, fromNow: format.fromNow(next.at) })}
        </Text>
        {others.length > 0 && (
          <ul className="departures">
            {others.slice(0, mostRows).map(({ zone, at, people }) => (
              <li key={`${zone} ${at}`} className="numbers">
                <span>{zone}</span>
                <span>{format.moment(at)}</span>
                <span>{say.people(format.number(people))}</span>
              </li>
            ))}
          </ul>
        )}
        {left.length > 0 && (
          <Text size="sm" className="quiet numbers" mt="xs">
            {say.andMore({
              zones: format.number(left.length),
              people: format.number(left.reduce((sum, { people }) => sum + people, 0)),
            })}
          </Text>
        )}
      </div>
    </section>
  );
}
