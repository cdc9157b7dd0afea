import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { call } from '../api/call.ts';
import type { List } from '../api/generated/operations.ts';
import { SectionLinks } from '../contacts/section-links.tsx';
import { useLists } from '../contacts/use-lists.ts';
import { words as about } from '../contacts/words.ts';
import { useFormat } from '../language/format.ts';
import { useWords } from '../language/language.tsx';
import { Blank } from '../look/blank.tsx';
import { Dialog } from '../look/dialog.tsx';
import { Failure } from '../look/failure.tsx';
import { Page } from '../look/page.tsx';
import { RowsWaiting } from '../look/rows-waiting.tsx';
import { words } from './words.ts';

/** Every list, with how many people are on it, have not confirmed, and have left. */
export function ListsPage() {
  const say = useWords(words);
  const { lists: title } = useWords(about);
  const lists = useLists();
  const [making, setMaking] = useState(false);
  return (
    <Page title={title} actions={<Button onClick={() => setMaking(true)}>{say.new}</Button>}>
      <SectionLinks />
      {lists.isError && <Failure error={lists.error} again={() => void lists.refetch()} />}
      {lists.isPending && <RowsWaiting rows={3} />}
      {lists.data?.items.length === 0 && (
        <div className="sheet">
          <Blank title={say.none} lead={say.noneLead} />
        </div>
      )}
      {lists.data !== undefined && lists.data.items.length > 0 && (
        <ul className="rows sheet">
          {lists.data.items.map((list) => (
            <ListRow key={list.id} list={list} />
          ))}
        </ul>
      )}
      <NewList opened={making} close={() => setMaking(false)} />
    </Page>
  );
}

function ListRow({ list }: { list: List }) {
  const say = useWords(words);
  const format = useFormat();
  const counts = useCounts(list.id);
  const facts = counts.data && [
    ...(counts.data.pending > 0 ? [say.pendingFact(format.number(counts.data.pending))] : []),
    ...(counts.data.left > 0 ? [say.leftFact(format.number(counts.data.left))] : []),
  ];
  return (
    <li>
      <Link className="row row-wrap" to={`/contacts/lists/${list.id}`}>
        <div className="row-main">
          <div className="row-title">{list.name}</div>
          <div className="row-note">{say.since(format.day(list.createdAt))}</div>
        </div>
        {facts && facts.length > 0 && <div className="row-note numbers">{say.and(facts)}</div>}
        <strong className="numbers">{counts.data ? say.people(format.number(counts.data.active)) : '…'}</strong>
      </Link>
    </li>
  );
}

/** Everybody on a list, by what they are to it. */
export function useCounts(id: string) {
  return useQuery({
    queryKey: ['contacts', 'counts', id],
    queryFn: () => call('GET /lists/{id}/counts', { path: { id } }),
  });
}

function NewList({ opened, close }: { opened: boolean; close: () => void }) {
  const say = useWords(words);
  const { missing } = useWords(about);
  const client = useQueryClient();
  const go = useNavigate();
  const [name, setName] = useState('');
  const [tried, setTried] = useState(false);
  const make = useMutation({
    mutationFn: () => call('POST /lists', { body: { name: name.trim() } }),
    onSuccess: async ({ id }) => {
      await client.invalidateQueries({ queryKey: ['lists'] });
      await go(`/contacts/lists/${id}`);
    },
  });

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (name.trim() !== '') make.mutate();
  }

  return (
    <Dialog title={say.new} opened={opened} close={close}>
      <form onSubmit={submit} noValidate>
        <Stack>
          <Text size="sm">{say.newLead}</Text>
          <TextInput
            label={say.name}
            description={say.nameHint}
            maxLength={200}
            data-autofocus
            value={name}
            error={tried && name.trim() === '' ? missing : undefined}
            onChange={({ currentTarget: { value } }) => setName(value)}
          />
          {make.isError && <Failure error={make.error} />}
          <Group justify="end">
            <Button type="submit" loading={make.isPending}>
              {say.make}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
