import { Skeleton, Text, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { call } from '../api/call.ts';
import type { SegmentRule } from '../api/generated/operations.ts';
import { isProblem } from '../api/problem.ts';
import { useFormat } from '../language/format.ts';
import { useWords } from '../language/language.tsx';
import { Failure } from '../look/failure.tsx';
import { words } from './words.ts';

/** Whom a rule holds at this moment, kept or not. Asked for when nobody has typed for a moment; one that is refused says where, and is not tried again. */
export function useRuleLook(rule: SegmentRule | undefined) {
  const [text] = useDebouncedValue(rule === undefined ? undefined : JSON.stringify(rule), 500);
  return useQuery({
    queryKey: ['contacts', 'look', text],
    queryFn: ({ signal }) => call('POST /segments/look', { body: { rule: JSON.parse(text ?? '') } }, signal),
    enabled: text !== undefined && rule !== undefined,
    placeholderData: keepPreviousData,
    retry: false,
  });
}

/** How many people fit, how many of them can be written to, and some of them. */
export function RuleLook({ rule, look }: { rule: SegmentRule | undefined; look: ReturnType<typeof useRuleLook> }) {
  const say = useWords(words);
  const format = useFormat();
  const { data } = look;
  return (
    <section>
      <Title order={2}>{say.now}</Title>
      <div role="status" aria-live="polite" className="reach look">
        {rule === undefined && <span className="quiet">{say.incomplete}</span>}
        {rule !== undefined && data === undefined && !look.isError && <Skeleton height={28} />}
        {rule !== undefined && data !== undefined && (
          <>
            <strong className="numbers">
              {say.held({ held: format.number(data.held), people: format.number(data.people) })}
            </strong>
            <span className="quiet numbers">
              {look.isFetching ? say.counting : say.reachable(format.number(data.reachable))}
            </span>
          </>
        )}
      </div>
      {look.isError && !isProblem(look.error) && <Failure error={look.error} again={() => void look.refetch()} />}
      {rule !== undefined && data !== undefined && data.sample.length === 0 && <Text size="sm">{say.nobody}</Text>}
      {rule !== undefined && data !== undefined && data.sample.length > 0 && (
        <>
          <Text className="quiet" size="sm" mb="xs">
            {say.sample}
          </Text>
          <ul className="rows sheet">
            {data.sample.map(({ id, email, name }) => (
              <li key={id}>
                <Link className="row row-wrap" to={`/contacts/${id}`}>
                  <div className="row-main row-title">{name ?? email}</div>
                  {name !== null && <div className="row-note">{email}</div>}
                </Link>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
