import { Title } from '@mantine/core';
import type { Overview } from '../api/generated/operations.ts';
import { useFormat } from '../language/format.ts';
import { useWords } from '../language/language.tsx';
import { words } from './words.ts';

/** Who came and who left lately, in three numbers. */
export function People({ people }: { people: Overview['people'] }) {
  const say = useWords(words);
  const format = useFormat();
  const facts = [
    ['gained', people.gained, '+'],
    ['left', people.left, '−'],
    ['gone', people.gone, '−'],
  ] as const;
  return (
    <section>
      <Title order={2} mb="sm">
        {say.week(people.days)}
      </Title>
      <dl className="sheet figures">
        {facts.map(([name, count, sign]) => (
          <div key={name}>
            <dd className="numbers" data-empty={count === 0 || undefined}>
              {count === 0 ? '' : sign}
              {format.number(count)}
            </dd>
            <dt>{say[name]}</dt>
          </div>
        ))}
      </dl>
    </section>
  );
}
