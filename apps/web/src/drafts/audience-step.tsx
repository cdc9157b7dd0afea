import { Checkbox, Skeleton, Stack, Text, Title } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { call } from '../api/call.ts';
import type { Campaign } from '../api/generated/operations.ts';
import { useLists } from '../contacts/use-lists.ts';
import { useFormat } from '../language/format.ts';
import { useWords } from '../language/language.tsx';
import { Blank } from '../look/blank.tsx';
import { Failure } from '../look/failure.tsx';
import { words as narrowWords } from './narrow-words.ts';
import { Narrowed } from './narrowed.tsx';
import { ReachByLane } from './reach-by-lane.tsx';
import type { Change } from './use-draft.ts';
import { words } from './words.ts';

/** Which lists, narrowed by which segments, without whom; and how many people that is at this moment. */
export function AudienceStep({ draft, change }: { draft: Campaign; change: (next: Change) => void }) {
  const say = useWords(words);
  const lists = useLists();
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
          <Blank title={say.noLists} lead={say.noListsLead} action={{ label: say.toLists, to: '/contacts/lists' }} />
        </div>
      )}
      {lists.data !== undefined && lists.data.items.length > 0 && (
        <Checkbox.Group
          aria-label={say.whom}
          value={[...draft.lists]}
          onChange={(chosen) => change(withLists(draft, chosen))}
          className="sheet sheet-pad"
        >
          <Stack gap="sm">
            {lists.data.items.map((list) => (
              <Checkbox key={list.id} value={list.id} label={list.name} />
            ))}
          </Stack>
        </Checkbox.Group>
      )}
      {lists.data !== undefined && draft.lists.length > 0 && (
        <Narrowed draft={draft} lists={lists.data.items} change={change} />
      )}
      <Reach draft={draft} />
    </section>
  );
}

/** A list that is chosen is not left out any more. */
function withLists({ exclude }: Campaign, lists: readonly string[]): Change {
  const kept = exclude.filter((id) => !lists.includes(id));
  return kept.length === exclude.length ? { lists } : { lists, exclude: kept };
}

/** Whom a draft is for. */
type Audience = Pick<Campaign, 'lists' | 'segments' | 'exclude'>;

/** How many people get it, and how many stay out and why. */
export function useReach({ lists, segments, exclude }: Audience) {
  return useQuery({
    queryKey: ['reach', lists, segments, exclude],
    queryFn: ({ signal }) => call('POST /audiences/count', { body: { lists, segments, exclude } }, signal),
    enabled: lists.length > 0,
    placeholderData: keepPreviousData,
  });
}

function Reach({ draft }: { draft: Audience }) {
  const say = useWords(words);
  const narrow = useWords(narrowWords);
  const format = useFormat();
  const reach = useReach(draft);
  if (draft.lists.length === 0) return null;
  if (reach.isError) return <Failure error={reach.error} again={() => void reach.refetch()} />;
  if (reach.data === undefined) return <Skeleton height={52} mt="lg" />;
  const { reached, suppressed, unconfirmed, left, onExcludedList, inExcludedSegment, outsideSegments, duplicates } =
    reach.data;
  const told = (count: number, say: (count: string) => string) => (count > 0 ? say(format.number(count)) : '');
  const facts = [
    told(outsideSegments, narrow.outsideSegments),
    told(onExcludedList + inExcludedSegment, narrow.excluded),
    told(suppressed, say.suppressed),
    told(unconfirmed, say.unconfirmed),
    told(left, say.left),
    told(duplicates, say.duplicates),
  ].filter((fact) => fact !== '');
  return (
    <div role="status" className="reach">
      <strong className="numbers">{say.reached(format.number(reached))}</strong>
      {facts.length > 0 && <span className="quiet numbers">{say.stayOut(facts)}</span>}
      <ReachByLane lanes={reach.data.lanes} />
    </div>
  );
}
