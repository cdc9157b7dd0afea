import { Group, Text, Title } from '@mantine/core';
import type { CampaignWithCounts } from '../api/generated/operations.ts';
import { useFormat } from '../language/format.ts';
import { useWords } from '../language/language.tsx';
import { letterStates, stateWords } from './book-words.ts';
import { words } from './campaign-words.ts';
import type { Pace } from './use-progress.ts';

/** The books of a campaign: one bar that always adds up, each part with its name and number, and how fast it goes. */
export function Books({ campaign, pace }: { campaign: CampaignWithCounts; pace: Pace | undefined }) {
  const say = useWords(words);
  const names = useWords(stateWords);
  const format = useFormat();
  const { counts } = campaign;
  const shown = letterStates.filter((state) => counts[state] > 0);
  const summary =
    shown.map((state) => `${names[state].name} ${format.number(counts[state])}`).join(', ') || say.emptyBooks;
  return (
    <section className="sheet sheet-pad">
      <Group justify="space-between" align="baseline" mb="md">
        <Title order={2}>{say.books}</Title>
        <Text size="sm" className="quiet numbers">
          {pace && pace.perSecond >= 0.5 && say.speed(format.number(Math.round(pace.perSecond)))}
          {pace?.secondsLeft !== undefined &&
            pace.perSecond >= 0.5 &&
            ` · ${say.left(format.duration(pace.secondsLeft))}`}
        </Text>
      </Group>
      <div className="bar" role="img" aria-label={summary}>
        {shown.map((state) => (
          <BarPart key={state} state={state} share={counts[state]} />
        ))}
      </div>
      <dl className="book">
        {letterStates.map((state) => (
          <div key={state} data-empty={counts[state] === 0 || undefined}>
            <dt>
              <i className={`dot fill-${state}`} aria-hidden="true" />
              {names[state].name}
            </dt>
            <dd className="numbers">{format.number(counts[state])}</dd>
            <dd className="meaning">{names[state].meaning}</dd>
          </div>
        ))}
      </dl>
      <Text size="sm" className="quiet numbers" mt="md">
        {campaign.balanced ? say.balance(format.number(counts.targeted)) : say.outOfBalance}
        <StayedOut campaign={campaign} />
      </Text>
    </section>
  );
}

/** One part of a bar, as wide as its share of the whole. */
export function BarPart({ state, share }: { state: string; share: number }) {
  return <span className={`fill-${state}`} ref={(node) => node?.style.setProperty('flex-grow', String(share))} />;
}

function StayedOut({ campaign: { excluded } }: { campaign: CampaignWithCounts }) {
  const say = useWords(words);
  const format = useFormat();
  const facts = [
    excluded.unconfirmed > 0 ? say.unconfirmed(format.number(excluded.unconfirmed)) : '',
    excluded.left > 0 ? say.leftList(format.number(excluded.left)) : '',
    excluded.duplicates > 0 ? say.duplicates(format.number(excluded.duplicates)) : '',
  ].filter((fact) => fact !== '');
  return facts.length === 0 ? null : ` · ${say.stayedOut(facts)}`;
}
