import { Group, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { call } from '../api/call.ts';
import type { OverTime as Told } from '../api/generated/operations.ts';
import { useFormat } from '../language/format.ts';
import { useLanguage, useWords } from '../language/language.tsx';
import { words } from './lane-words.ts';

const kinds = ['accepted', 'bounced', 'other'] as const;
const fills = { accepted: 'accepted', bounced: 'bounced', other: 'withheld' } as const;

/** How a campaign's letters were settled over time, as bars that a screen reader reads one by one. */
export function OverTime({ id }: { id: string }) {
  const told = useQuery({
    queryKey: ['over-time', id],
    queryFn: () => call('GET /campaigns/{id}/deliveries/over-time', { path: { id } }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  // A letter or two make no picture.
  if (told.data === undefined || told.data.moments.length < 3) return null;
  return <Bars told={told.data} />;
}

function Bars({ told: { moments, stepSeconds } }: { told: Told }) {
  const say = useWords(words);
  const format = useFormat();
  const { language } = useLanguage();
  const most = Math.max(...moments.map((one) => one.accepted + one.bounced + one.other));
  const day = 86_400;
  const clock = new Intl.DateTimeFormat(
    language,
    stepSeconds >= day
      ? { dateStyle: 'medium' }
      : { dateStyle: 'short', timeStyle: stepSeconds < 60 ? 'medium' : 'short' },
  );
  const at = (iso: string) => clock.format(new Date(iso));
  const [first] = moments;
  const last = moments.at(-1);
  return (
    <section className="sheet sheet-pad">
      <Group justify="space-between" align="baseline">
        <div>
          <Title order={2}>{say.overTime}</Title>
          <Text className="quiet" size="sm">
            {say.overTimeLead(format.duration(stepSeconds))} {say.mostAtOnce(format.number(most))}
          </Text>
        </div>
        <Group gap="md">
          {kinds.map((kind) => (
            <Text key={kind} size="sm" className="legend">
              <i className={`dot fill-${fills[kind]}`} aria-hidden="true" /> {say[kind]}
            </Text>
          ))}
        </Group>
      </Group>
      <ol className="bars">
        {moments.map((one) => {
          const facts = { accepted: one.accepted, bounced: one.bounced, other: one.other };
          const label = say.moment({
            at: at(one.at),
            accepted: format.number(one.accepted),
            bounced: format.number(one.bounced),
            other: format.number(one.other),
          });
          return (
            <li key={one.at} title={label}>
              <span className="visually-hidden">{label}</span>
              {kinds.map((kind) => (
                <i key={kind} className={`fill-${fills[kind]}`} ref={(node) => height(node, facts[kind] / most)} />
              ))}
            </li>
          );
        })}
      </ol>
      <div className="bars-foot numbers quiet">
        <span>{first && at(first.at)}</span>
        <span>{last && at(last.at)}</span>
      </div>
    </section>
  );
}

/** Set by script, for the page's policy takes no style attribute. */
function height(node: HTMLElement | null, share: number): void {
  node?.style.setProperty('height', `${share * 100}%`);
}
