import { Button, Center, Group, SegmentedControl, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { call } from '../api/call.ts';
import { SectionLinks } from '../contacts/section-links.tsx';
import { useWords } from '../language/language.tsx';
import { Blank } from '../look/blank.tsx';
import { Failure } from '../look/failure.tsx';
import { Page } from '../look/page.tsx';
import { RowsWaiting } from '../look/rows-waiting.tsx';
import { words as common } from '../look/words.ts';
import { AddSuppression } from './add-suppression.tsx';
import { Held } from './held.tsx';
import { SuppressionRow } from './suppression-row.tsx';
import { words } from './words.ts';

const states = ['standing', 'lifted'] as const;

/** Whom we must not write to, newest first with who lifted what and why, or what stands against one address. */
export function SuppressionsPage() {
  const say = useWords(words);
  const { more } = useWords(common);
  const [query] = useSearchParams();
  const [typed, setTyped] = useState(query.get('email') ?? '');
  const [settled] = useDebouncedValue(typed.trim(), 300);
  const [state, setState] = useState<(typeof states)[number]>();
  const [adding, setAdding] = useState(false);
  const email = /^[^\s@]+@[^\s@]+\.[^\s@.]+$/.test(settled) ? settled : '';
  const isPart = settled !== '' && email === '';
  const found = useInfiniteQuery({
    queryKey: ['suppressions', email, state],
    queryFn: ({ pageParam }) =>
      call('GET /suppressions', {
        query: {
          order: 'newest',
          limit: '50',
          ...(email && { email }),
          ...(state && { state }),
          ...(pageParam && { cursor: pageParam }),
        },
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });
  const items = found.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Page
      title={say.title}
      note={say.lead}
      actions={
        <Group gap="sm">
          <Button component={Link} to="/contacts/suppressions/import" variant="default">
            {say.import}
          </Button>
          <Button onClick={() => setAdding(true)}>{say.add}</Button>
        </Group>
      }
    >
      <SectionLinks />
      <Held />
      <Group mb="md" gap="sm" align="start">
        <TextInput
          className="search"
          type="search"
          aria-label={say.search}
          placeholder={say.searchHint}
          value={typed}
          onChange={({ currentTarget: { value } }) => setTyped(value)}
        />
        <SegmentedControl
          aria-label={say.title}
          value={state ?? ''}
          onChange={(value) => setState(states.find((one) => one === value))}
          data={[{ value: '', label: say.states.all }, ...states.map((value) => ({ value, label: say.states[value] }))]}
        />
      </Group>
      <div role="status">
        {isPart && (
          <Text className="quiet" size="sm" mb="sm">
            {say.noAddress}
          </Text>
        )}
      </div>
      {found.isError && <Failure error={found.error} again={() => void found.refetch()} />}
      {found.isPending && <RowsWaiting rows={6} />}
      {found.isSuccess && items.length === 0 && (
        <div className="sheet">
          {email === '' ? (
            <Blank title={say.none} lead={say.noneLead} />
          ) : (
            <Blank title={say.noneOf(email)} lead={say.noneOfLead} />
          )}
        </div>
      )}
      {items.length > 0 && (
        <ul className="rows sheet">
          {items.map((suppression) => (
            <SuppressionRow key={suppression.id} suppression={suppression} email={email} />
          ))}
        </ul>
      )}
      {found.hasNextPage && (
        <Center mt="lg">
          <Button variant="default" loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
            {more}
          </Button>
        </Center>
      )}
      <AddSuppression email={email} opened={adding} close={() => setAdding(false)} />
    </Page>
  );
}
