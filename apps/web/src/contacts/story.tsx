import { Anchor, Button, Center, Text, Title } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { call } from '../api/call.ts';
import type { Contact, StoryEntry } from '../api/generated/operations.ts';
import { useFormat } from '../language/format.ts';
import { useWords } from '../language/language.tsx';
import { Failure } from '../look/failure.tsx';
import { RowsWaiting } from '../look/rows-waiting.tsx';
import { words as common } from '../look/words.ts';
import { words } from './story-words.ts';
import { useTold } from './use-told.ts';

/** Everything that happened to a person, latest first. */
export function Story({ contact: { id } }: { contact: Contact }) {
  const say = useWords(words);
  const { more } = useWords(common);
  const story = useInfiniteQuery({
    queryKey: ['contact', id, 'story'],
    queryFn: ({ pageParam }) =>
      call('GET /contacts/{id}/story', {
        path: { id },
        query: { limit: '30', ...(pageParam && { cursor: pageParam }) },
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
  });
  const entries = story.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section>
      <Title order={2}>{say.story}</Title>
      <Text className="quiet" size="sm" mb="sm">
        {say.storyLead}
      </Text>
      {story.isError && <Failure error={story.error} again={() => void story.refetch()} />}
      {story.isPending && <RowsWaiting rows={4} />}
      {story.isSuccess && entries.length === 0 && <div className="sheet sheet-pad">{say.empty}</div>}
      {entries.length > 0 && (
        <ol className="rows sheet">
          {entries.map((entry, index) => (
            // Entries have no id of their own, and never change their order.
            <Entry key={`${entry.at}${index}`} entry={entry} />
          ))}
        </ol>
      )}
      {story.hasNextPage && (
        <Center mt="lg">
          <Button variant="default" loading={story.isFetchingNextPage} onClick={() => void story.fetchNextPage()}>
            {more}
          </Button>
        </Center>
      )}
    </section>
  );
}

const tones: Readonly<Record<string, string>> = {
  letter: 'done',
  subscribed: 'done',
  confirmed: 'done',
  lifted: 'going',
  suppressed: 'held',
  deferred: 'held',
  bounced: 'held',
};

function Entry({ entry }: { entry: StoryEntry }) {
  const format = useFormat();
  const { title, notes } = useTold(entry);
  const sure = entry.letter === null || entry.letter.state === 'accepted';
  return (
    <li className="row row-wrap">
      <div className="row-main">
        <div className="row-title">
          <span className="status" data-tone={sure ? (tones[entry.kind] ?? 'off') : 'held'} aria-hidden="true" />{' '}
          {entry.campaign === null ? (
            title
          ) : (
            <Anchor component={Link} to={`/campaigns/${entry.campaign.id}`}>
              {title}
            </Anchor>
          )}
        </div>
        {notes.length > 0 && <div className="row-note">{notes.join(' · ')}</div>}
        {entry.letter?.reply && entry.letter.state !== 'accepted' && (
          <code className="reply">{entry.letter.reply}</code>
        )}
      </div>
      <time className="row-note numbers" dateTime={entry.at}>
        {format.moment(entry.at)}
      </time>
    </li>
  );
}
