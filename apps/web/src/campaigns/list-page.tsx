import { Button, Center, Group, SegmentedControl, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { call } from '../api/call.ts';
import { useWords } from '../language/language.tsx';
import { Blank } from '../look/blank.tsx';
import { Failure } from '../look/failure.tsx';
import { Page } from '../look/page.tsx';
import { RowsWaiting } from '../look/rows-waiting.tsx';
import { words as common } from '../look/words.ts';
import { CampaignRows } from './campaign-rows.tsx';
import { words } from './words.ts';

const filters = {
  all: '',
  drafts: 'draft',
  going: 'scheduled,preparing,sending,paused,cancelling',
  done: 'finished,cancelled',
} as const;

type Filter = keyof typeof filters;

function isFilter(text: string): text is Filter {
  return text in filters;
}

/** Every campaign, newest first, by where they are in their life and by name. */
export function ListPage() {
  const say = useWords(words);
  const { more } = useWords(common);
  const [filter, setFilter] = useState<Filter>('all');
  const [typed, setTyped] = useState('');
  const [name] = useDebouncedValue(typed.trim(), 250);
  const status = filters[filter];
  const isWhole = status === '' && name === '';
  const campaigns = useInfiniteQuery({
    queryKey: ['campaigns', status, name],
    placeholderData: keepPreviousData,
    queryFn: ({ pageParam }) =>
      call('GET /campaigns', {
        query: {
          limit: '50',
          ...(status && { status }),
          ...(name && { name }),
          ...(pageParam && { cursor: pageParam }),
        },
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
  });
  const items = campaigns.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Page
      title={say.campaigns}
      actions={
        <Button component={Link} to="/campaigns/new">
          {say.new}
        </Button>
      }
    >
      <Group mb="md" gap="sm">
        <SegmentedControl
          value={filter}
          onChange={(value) => setFilter(isFilter(value) ? value : 'all')}
          data={[
            { value: 'all', label: say.filters.all },
            { value: 'drafts', label: say.filters.drafts },
            { value: 'going', label: say.filters.going },
            { value: 'done', label: say.filters.done },
          ]}
        />
        <TextInput
          type="search"
          aria-label={say.search}
          placeholder={say.search}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      </Group>
      {campaigns.isError && <Failure error={campaigns.error} again={() => void campaigns.refetch()} />}
      {campaigns.isPending && <RowsWaiting rows={6} />}
      {campaigns.isSuccess && items.length === 0 && (
        <div className="sheet">
          {isWhole ? (
            <Blank title={say.none} lead={say.noneLead} action={{ label: say.new, to: '/campaigns/new' }} />
          ) : (
            <Blank title={say.noneFound} lead={say.noneFoundLead} />
          )}
        </div>
      )}
      {items.length > 0 && <CampaignRows campaigns={items} />}
      {campaigns.hasNextPage && (
        <Center mt="lg">
          <Button
            variant="default"
            loading={campaigns.isFetchingNextPage}
            onClick={() => void campaigns.fetchNextPage()}
          >
            {more}
          </Button>
        </Center>
      )}
    </Page>
  );
}
