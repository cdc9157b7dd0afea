import { useFormat } from '../language/format.ts';

/** A count with its name, what it means, and the colour it has in the books (a `fill-…` class). */
export type Figure = { name: string; meaning: string; count: number; dot: string };

/** Counts beside each other that say what they mean; those of nothing are quiet. */
export function Figures({ figures }: { figures: readonly Figure[] }) {
  const format = useFormat();
  return (
    <section className="sheet sheet-pad">
      <dl className="book">
        {figures.map(({ name, meaning, count, dot }) => (
          <div key={name} data-empty={count === 0 || undefined}>
            <dt>
              <i className={`dot ${dot}`} aria-hidden="true" />
              {name}
            </dt>
            <dd className="numbers">{format.number(count)}</dd>
            <dd className="meaning">{meaning}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
