import { Button, Center } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { call } from '../api/call.ts';
import { useWords } from '../language/language.tsx';
import { Blank } from '../look/blank.tsx';
import { Failure } from '../look/failure.tsx';
import { Page } from '../look/page.tsx';
import { RowsWaiting } from '../look/rows-waiting.tsx';
import { words as common } from '../look/words.ts';
import { CampaignRows } from './campaign-rows.tsx';
import { words } from './words.ts';

/** Every campaign, newest first. */
export function ListPage() {
  const say = useWords(words);
  const { more } = useWords(common);
  const campaigns = useInfiniteQuery({
    queryKey: ['campaigns'],
    queryFn: ({ pageParam }) =>
      call('GET /campaigns', { query: { limit: '50', ...(pageParam && { cursor: pageParam }) } }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
  });
  const items = campaigns.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Page title={say.campaigns}>
      {campaigns.isError && <Failure error={campaigns.error} again={() => void campaigns.refetch()} />}
      {campaigns.isPending && <RowsWaiting rows={6} />}
      {campaigns.isSuccess && items.length === 0 && (
        <div className="sheet">
          <Blank title={say.none} lead={say.noneLead} />
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
