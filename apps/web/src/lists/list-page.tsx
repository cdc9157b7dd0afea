import { Button, Center, Group, SegmentedControl, Skeleton, Stack, Text, Title } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { call } from '../api/call.ts';
import type { List } from '../api/generated/operations.ts';
import { isProblem } from '../api/problem.ts';
import { ContactRows } from '../contacts/contact-rows.tsx';
import { SectionLinks } from '../contacts/section-links.tsx';
import { type Place, words as about } from '../contacts/words.ts';
import { useFormat } from '../language/format.ts';
import { useWords } from '../language/language.tsx';
import { Blank } from '../look/blank.tsx';
import { Failure } from '../look/failure.tsx';
import { Figures } from '../look/figures.tsx';
import { Page } from '../look/page.tsx';
import { RowsWaiting } from '../look/rows-waiting.tsx';
import { Lost } from '../look/unreachable.tsx';
import { words as common } from '../look/words.ts';
import { useCounts } from './lists-page.tsx';
import { words } from './words.ts';

/** One list: how many people are what to it, whom a letter would reach now, and who they are. */
export function ListPage() {
  const { id = '' } = useParams();
  const { lists: title } = useWords(about);
  const say = useWords(words);
  const format = useFormat();
  const list = useQuery({ queryKey: ['lists', id], queryFn: () => call('GET /lists/{id}', { path: { id } }) });
  if (list.isError && isProblem(list.error) && list.error.status === 404) return <Lost />;
  return (
    <Page
      title={list.data?.name ?? title}
      note={list.data && say.since(format.day(list.data.createdAt))}
      actions={
        <Button component={Link} to={`/contacts/import?list=${id}`}>
          {say.import}
        </Button>
      }
    >
      <SectionLinks />
      {list.isError && <Failure error={list.error} again={() => void list.refetch()} />}
      {list.isPending && <Skeleton height={220} />}
      {list.data && (
        <Stack gap="xl">
          <Counts list={list.data} />
          <Reach list={list.data} />
          <Members list={list.data} />
        </Stack>
      )}
    </Page>
  );
}

function Counts({ list }: { list: List }) {
  const say = useWords(words);
  const counts = useCounts(list.id);
  if (counts.isError) return <Failure error={counts.error} again={() => void counts.refetch()} />;
  if (counts.isPending) return <Skeleton height={110} />;
  const { active, pending, left } = counts.data;
  const figures = [
    { name: say.active, meaning: say.activeMeaning, count: active, dot: 'fill-accepted' },
    { name: say.pending, meaning: say.pendingMeaning, count: pending, dot: 'fill-queued' },
    { name: say.left, meaning: say.leftMeaning, count: left, dot: 'fill-withheld' },
  ];
  return <Figures figures={figures} />;
}

function Reach({ list }: { list: List }) {
  const say = useWords(words);
  const format = useFormat();
  const reach = useQuery({
    queryKey: ['reach', list.id],
    queryFn: ({ signal }) => call('POST /audiences/count', { body: { lists: [list.id] } }, signal),
    enabled: false,
  });
  return (
    <section>
      <Title order={2}>{say.reach}</Title>
      <Text className="quiet" size="sm" mb="sm">
        {say.reachLead}
      </Text>
      {reach.isError && <Failure error={reach.error} again={() => void reach.refetch()} />}
      <div role="status" className="where">
        <Button size="sm" variant="default" loading={reach.isFetching} onClick={() => void reach.refetch()}>
          {say.count}
        </Button>
        {reach.data && <strong className="numbers">{say.reached(format.number(reach.data.reached))}</strong>}
        {reach.data !== undefined && reach.data.suppressed > 0 && (
          <span className="quiet numbers">{say.suppressed(format.number(reach.data.suppressed))}</span>
        )}
      </div>
    </section>
  );
}

const places: readonly Place[] = ['active', 'pending', 'left'];

function Members({ list }: { list: List }) {
  const say = useWords(words);
  const { places: names } = useWords(about);
  const { more } = useWords(common);
  const [place, setPlace] = useState<Place>();
  const people = useInfiniteQuery({
    queryKey: ['contacts', 'of', list.id, place],
    queryFn: ({ pageParam }) =>
      call('GET /contacts', {
        query: {
          list: list.id,
          order: 'newest',
          limit: '50',
          ...(place && { state: place }),
          ...(pageParam && { cursor: pageParam }),
        },
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });
  const items = people.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section>
      <Group justify="space-between" mb="sm">
        <Title order={2}>{say.members}</Title>
        <SegmentedControl
          size="sm"
          aria-label={say.members}
          value={place ?? ''}
          onChange={(value) => setPlace(places.find((one) => one === value))}
          data={[{ value: '', label: say.everybody }, ...places.map((value) => ({ value, label: names[value] }))]}
        />
      </Group>
      {people.isError && <Failure error={people.error} again={() => void people.refetch()} />}
      {people.isPending && <RowsWaiting rows={6} />}
      {people.isSuccess && items.length === 0 && (
        <div className="sheet">
          <Blank
            title={say.nobody}
            lead={say.nobodyLead}
            action={{ label: say.addOne, to: `/contacts/new?list=${list.id}` }}
          />
        </div>
      )}
      {items.length > 0 && <ContactRows contacts={items} list={list.id} />}
      {people.hasNextPage && (
        <Center mt="lg">
          <Button variant="default" loading={people.isFetchingNextPage} onClick={() => void people.fetchNextPage()}>
            {more}
          </Button>
        </Center>
      )}
    </section>
  );
}
