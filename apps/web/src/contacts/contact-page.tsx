import { Button, Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { call } from '../api/call.ts';
import type { Contact } from '../api/generated/operations.ts';
import { isProblem } from '../api/problem.ts';
import { useFormat } from '../language/format.ts';
import { useWords } from '../language/language.tsx';
import { Failure } from '../look/failure.tsx';
import { Page } from '../look/page.tsx';
import { Lost } from '../look/unreachable.tsx';
import { ChangeContact } from './change-contact.tsx';
import { words } from './contact-words.ts';
import { DeleteContact } from './delete-contact.tsx';
import { JoinLists } from './join-lists.tsx';
import { LeaveForThem } from './leave-for-them.tsx';
import { NextLetters } from './next-letters.tsx';
import { Story } from './story.tsx';
import { words as about } from './words.ts';

type Opened = 'change' | 'join' | 'leave' | 'delete';

/** One person: whether the next newsletter reaches them and why not, what is known of them, and everything that happened. */
export function ContactPage() {
  const { id = '' } = useParams();
  const say = useWords(words);
  const { contacts } = useWords(about);
  const format = useFormat();
  const [opened, setOpened] = useState<Opened>();
  const contact = useQuery({
    queryKey: ['contact', id],
    queryFn: () => call('GET /contacts/{id}', { path: { id } }),
  });
  if (contact.isError && isProblem(contact.error) && contact.error.status === 404) return <Lost />;
  if (contact.isError) {
    return (
      <Page title={contacts}>
        <Failure error={contact.error} again={() => void contact.refetch()} />
      </Page>
    );
  }
  if (contact.isPending) {
    return (
      <Page title={contacts}>
        <Skeleton height={320} />
      </Page>
    );
  }
  const { data } = contact;
  const close = () => setOpened(undefined);
  return (
    <Page
      title={data.name ?? data.email}
      note={[data.name === null ? '' : data.email, say.added(format.day(data.createdAt))].filter(Boolean).join(' · ')}
      actions={
        <Group gap="sm">
          <Button variant="default" onClick={() => setOpened('change')}>
            {say.change}
          </Button>
          <Button variant="default" onClick={() => setOpened('leave')}>
            {say.leave}
          </Button>
        </Group>
      }
    >
      <Stack gap="xl">
        <NextLetters contact={data} join={() => setOpened('join')} />
        <Fields contact={data} />
        <Story contact={data} />
        <Group gap="sm">
          <Button
            component={Link}
            to={`/contacts/suppressions?email=${encodeURIComponent(data.email)}`}
            variant="default"
          >
            {say.showStops}
          </Button>
          <Button variant="subtle" color="red" onClick={() => setOpened('delete')}>
            {say.delete}
          </Button>
        </Group>
      </Stack>
      <ChangeContact contact={data} opened={opened === 'change'} close={close} />
      <JoinLists contact={data} opened={opened === 'join'} close={close} />
      <LeaveForThem contact={data} opened={opened === 'leave'} close={close} />
      <DeleteContact contact={data} opened={opened === 'delete'} close={close} />
    </Page>
  );
}

function Fields({ contact: { fields } }: { contact: Contact }) {
  const say = useWords(words);
  const { fields: title } = useWords(about);
  const known = Object.entries(fields);
  return (
    <section>
      <Title order={2} mb="sm">
        {title}
      </Title>
      {known.length === 0 && (
        <Text className="quiet" size="sm">
          {say.noFields}
        </Text>
      )}
      {known.length > 0 && (
        <dl className="facts sheet">
          {known.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{String(value)}</dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}
