import { Button, Center, Group, NativeSelect, TextInput, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { addressOf, call } from '../api/call.ts';
import type { CampaignWithCounts, Delivery } from '../api/generated/operations.ts';
import { useFormat } from '../language/format.ts';
import { useWords } from '../language/language.tsx';
import { Blank } from '../look/blank.tsx';
import { Failure } from '../look/failure.tsx';
import { RowsWaiting } from '../look/rows-waiting.tsx';
import { words as common } from '../look/words.ts';
import { type LetterState, letterStates, reasonWords, stateWords } from './book-words.ts';
import { words } from './campaign-words.ts';

/** Who got it, who did not, and why: every letter, by state or by address, and as a file. */
export function Letters({ campaign: { id, counts, status } }: { campaign: CampaignWithCounts }) {
  const say = useWords(words);
  const names = useWords(stateWords);
  const { more } = useWords(common);
  const format = useFormat();
  const [state, setState] = useState<LetterState>();
  const [typed, setTyped] = useState('');
  const [settled] = useDebouncedValue(typed.trim(), 300);
  const email = /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(settled) ? settled : '';
  const letters = useInfiniteQuery({
    // Asked anew when the campaign has moved on: what was on the wire at its last letter is settled by then.
    queryKey: ['letters', id, status, state, email],
    queryFn: ({ pageParam }) =>
      call('GET /campaigns/{id}/deliveries', {
        path: { id },
        query: {
          limit: '25',
          ...(state && { state }),
          ...(email && { email }),
          ...(pageParam && { cursor: pageParam }),
        },
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });
  const items = letters.data?.pages.flatMap((page) => page.items) ?? [];
  const choices = letterStates.filter((one) => counts[one] > 0 || one === state);
  return (
    <section>
      <Group justify="space-between" align="end" mb="sm">
        <Title order={2}>{say.letters}</Title>
        <Group gap="sm" align="end">
          <TextInput
            size="sm"
            type="search"
            aria-label={say.search}
            placeholder={say.searchHint}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          <NativeSelect
            size="sm"
            aria-label={say.letters}
            value={state ?? ''}
            onChange={({ currentTarget: { value } }) => setState(letterStates.find((one) => one === value))}
            data={[
              { value: '', label: `${say.all} (${format.number(counts.targeted)})` },
              ...choices.map((one) => ({ value: one, label: `${names[one].name} (${format.number(counts[one])})` })),
            ]}
          />
          <Button
            size="sm"
            variant="default"
            component="a"
            href={addressOf('GET /campaigns/{id}/deliveries/export', { path: { id }, query: { state } })}
          >
            {say.export}
          </Button>
        </Group>
      </Group>
      {letters.isError && <Failure error={letters.error} again={() => void letters.refetch()} />}
      {letters.isPending && <RowsWaiting rows={5} />}
      {letters.isSuccess && items.length === 0 && (
        <div className="sheet">
          {email ? (
            <Blank title={say.noSuch} lead={say.noSuchLead} />
          ) : (
            <Blank title={say.noLetters} lead={say.noLettersLead} />
          )}
        </div>
      )}
      {items.length > 0 && (
        <ul className="rows sheet">
          {items.map((letter) => (
            <LetterRow key={letter.id} letter={letter} />
          ))}
        </ul>
      )}
      {letters.hasNextPage && (
        <Center mt="lg">
          <Button variant="default" loading={letters.isFetchingNextPage} onClick={() => void letters.fetchNextPage()}>
            {more}
          </Button>
        </Center>
      )}
    </section>
  );
}

function LetterRow({ letter }: { letter: Delivery }) {
  const say = useWords(words);
  const names = useWords(stateWords);
  const reasons = useWords(reasonWords);
  const format = useFormat();
  const why = letter.reason === null ? '' : (reasons[letter.reason] ?? letter.reason);
  const notes = [why, letter.attempts > 1 ? say.attempts(letter.attempts) : ''].filter((note) => note !== '');
  return (
    <li className="row row-wrap">
      <div className="row-main">
        <div className="row-title">{letter.email ?? say.deleted}</div>
        {notes.length > 0 && <div className="row-note">{notes.join(' · ')}</div>}
        {letter.reply !== null && letter.state !== 'accepted' && <code className="reply">{letter.reply}</code>}
      </div>
      <div className="row-note numbers">{letter.settledAt === null ? '' : format.moment(letter.settledAt)}</div>
      <span className="status">
        <i className={`dot fill-${letter.state}`} aria-hidden="true" />
        {names[letter.state].name}
      </span>
    </li>
  );
}
