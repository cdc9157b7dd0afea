import { Button, Center, Group, NativeSelect, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { call } from '../api/call.ts';
import { useWords } from '../language/language.tsx';
import { Blank } from '../look/blank.tsx';
import { Failure } from '../look/failure.tsx';
import { Page } from '../look/page.tsx';
import { RowsWaiting } from '../look/rows-waiting.tsx';
import { words as common } from '../look/words.ts';
import { ContactRows } from './contact-rows.tsx';
import { SectionLinks } from './section-links.tsx';
import { useLists } from './use-lists.ts';
import { words } from './words.ts';

/** Everybody, newest first, by what an address or a name begins with, and by list. What is looked for stands in the address. */
export function ContactsPage() {
  const say = useWords(words);
  const { more } = useWords(common);
  const [query, setQuery] = useSearchParams();
  const [typed, setTyped] = useState(query.get('search') ?? '');
  const [search] = useDebouncedValue(typed.trim(), 250);
  const list = query.get('list') ?? '';
  const lists = useLists();
  const people = useInfiniteQuery({
    queryKey: ['contacts', search, list],
    queryFn: ({ pageParam }) =>
      call('GET /contacts', {
        query: {
          limit: '50',
          ...(search ? { search } : { order: 'newest' }),
          ...(list && { list }),
          ...(pageParam && { cursor: pageParam }),
        },
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });
  const items = people.data?.pages.flatMap((page) => page.items) ?? [];
  const remember = (next: { search?: string; list?: string }) =>
    setQuery(
      (now) => {
        for (const [key, value] of Object.entries(next)) {
          if (value === '') now.delete(key);
          else now.set(key, value);
        }
        return now;
      },
      { replace: true },
    );
  const further = (
    <Center mt="lg">
      <Button variant="default" loading={people.isFetchingNextPage} onClick={() => void people.fetchNextPage()}>
        {items.length > 0 ? more : say.goOn}
      </Button>
    </Center>
  );
  return (
    <Page
      title={say.contacts}
      actions={
        <Group gap="sm">
          <Button component={Link} to="/contacts/import" variant="default">
            {say.import}
          </Button>
          <Button component={Link} to="/contacts/new">
            {say.new}
          </Button>
        </Group>
      }
    >
      <SectionLinks />
      <Group mb="md" gap="sm">
        <TextInput
          className="search"
          type="search"
          aria-label={say.search}
          placeholder={say.searchHint}
          value={typed}
          onChange={({ currentTarget: { value } }) => {
            setTyped(value);
            remember({ search: value.trim() });
          }}
        />
        <NativeSelect
          aria-label={say.lists}
          value={list}
          onChange={({ currentTarget: { value } }) => remember({ list: value })}
          data={[
            { value: '', label: say.allLists },
            ...(lists.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
      </Group>
      {people.isError && <Failure error={people.error} again={() => void people.refetch()} />}
      {people.isPending && <RowsWaiting rows={8} />}
      {people.isSuccess && items.length === 0 && !people.hasNextPage && (
        <div className="sheet">
          {search === '' && list === '' ? (
            <Blank title={say.none} lead={say.noneLead} action={{ label: say.import, to: '/contacts/import' }} />
          ) : (
            <Blank title={say.noneFound} lead={say.noneFoundLead} />
          )}
        </div>
      )}
      {people.isSuccess && items.length === 0 && people.hasNextPage && (
        <Text className="quiet" ta="center">
          {say.goOnLead}
        </Text>
      )}
      {items.length > 0 && <ContactRows contacts={items} list={list || undefined} />}
      {people.hasNextPage && further}
    </Page>
  );
}
