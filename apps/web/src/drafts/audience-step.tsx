import { Checkbox, Skeleton, Stack, Text, Title } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { call } from '../api/call.ts';
import type { Campaign } from '../api/generated/operations.ts';
import { useFormat } from '../language/format.ts';
import { useWords } from '../language/language.tsx';
import { Blank } from '../look/blank.tsx';
import { Failure } from '../look/failure.tsx';
import type { Change } from './use-draft.ts';
import { words } from './words.ts';

/** Which lists, and how many people that is at this moment. */
export function AudienceStep({ draft, change }: { draft: Campaign; change: (next: Change) => void }) {
  const say = useWords(words);
  const lists = useQuery({ queryKey: ['lists'], queryFn: () => call('GET /lists', { query: { limit: '200' } }) });
  return (
    <section>
      <Title order={2}>{say.whom}</Title>
      <Text className="quiet" size="sm" mb="md">
        {say.whomLead}
      </Text>
      {lists.isError && <Failure error={lists.error} again={() => void lists.refetch()} />}
      {lists.isPending && <Skeleton height={120} />}
      {lists.data?.items.length === 0 && (
        <div className="sheet">
          <Blank title={say.noLists} lead={say.noListsLead} />
        </div>
      )}
      {lists.data !== undefined && lists.data.items.length > 0 && (
        <Checkbox.Group
          aria-label={say.whom}
          value={[...draft.lists]}
          onChange={(chosen) => change({ lists: chosen })}
          className="sheet sheet-pad"
        >
          <Stack gap="sm">
            {lists.data.items.map((list) => (
              <Checkbox key={list.id} value={list.id} label={list.name} />
            ))}
          </Stack>
        </Checkbox.Group>
      )}
      <Reach lists={draft.lists} />
    </section>
  );
}

/** How many people get it, and how many stay out and why. */
export function useReach(lists: readonly string[]) {
  return useQuery({
    queryKey: ['reach', ...lists],
    queryFn: () => call('POST /audiences/count', { body: { lists: [...lists] } }),
    enabled: lists.length > 0,
    placeholderData: keepPreviousData,
  });
}

function Reach({ lists }: { lists: readonly string[] }) {
  const say = useWords(words);
  const format = useFormat();
  const reach = useReach(lists);
  if (lists.length === 0) return null;
  if (reach.isError) return <Failure error={reach.error} again={() => void reach.refetch()} />;
  if (reach.data === undefined) return <Skeleton height={52} mt="lg" />;
  const { reached, suppressed, unconfirmed, left, duplicates } = reach.data;
  const facts = [
    suppressed > 0 ? say.suppressed(format.number(suppressed)) : '',
    unconfirmed > 0 ? say.unconfirmed(format.number(unconfirmed)) : '',
    left > 0 ? say.left(format.number(left)) : '',
    duplicates > 0 ? say.duplicates(format.number(duplicates)) : '',
  ].filter((fact) => fact !== '');
  return (
    <div role="status" className="reach">
      <strong className="numbers">{say.reached(format.number(reached))}</strong>
      {facts.length > 0 && <span className="quiet numbers">{say.stayOut(facts)}</span>}
    </div>
  );
}
