import { Badge, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { type Answer, call } from '../api/call.ts';
import type { User } from '../api/generated/operations.ts';
import { isProblem } from '../api/problem.ts';
import { sayValue } from '../findings/say-problem.ts';
import { useLanguage, useWords } from '../language/language.tsx';
import { Confirm } from '../look/confirm.tsx';
import { Failure } from '../look/failure.tsx';
import { RowsWaiting } from '../look/rows-waiting.tsx';
import { SecretOnce } from '../look/secret-once.tsx';
import { useWho } from '../session/session-gate.tsx';
import { words } from './people-words.ts';

type Handed = Answer<'POST /users'>;

/** Who may sign in: let somebody in, hand out a new password, let somebody in no more. */
export function PeoplePart() {
  const say = useWords(words);
  const users = useQuery({ queryKey: ['users'], queryFn: () => call('GET /users', {}) });
  const [handed, setHanded] = useState<Handed>();
  return (
    <Stack gap="lg">
      <Text className="quiet">{say.peopleLead}</Text>
      <LetIn onDone={setHanded} />
      {users.isError && <Failure error={users.error} again={() => void users.refetch()} />}
      {users.isPending && <RowsWaiting rows={2} />}
      {users.data && (
        <ul className="rows sheet">
          {users.data.items.map((user) => (
            <Person key={user.id} user={user} onHanded={setHanded} />
          ))}
        </ul>
      )}
      {handed && (
        <SecretOnce
          title={say.letInDone(handed.user.name)}
          lead={say.passwordLead}
          secret={handed.password}
          of={say.password}
          onClose={() => setHanded(undefined)}
        />
      )}
    </Stack>
  );
}

function LetIn({ onDone }: { onDone: (handed: Handed) => void }) {
  const say = useWords(words);
  const { language } = useLanguage();
  const client = useQueryClient();
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [tried, setTried] = useState(false);
  const add = useMutation({
    mutationFn: () => call('POST /users', { body: { name: name.trim(), email: email.trim() } }),
    onSuccess: (handed) => {
      onDone(handed);
      setName('');
      setEmail('');
      setTried(false);
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['users'] }),
  });
  const isAddress = /^[^\s@]+@[^\s@]+$/.test(email.trim());
  const refused = isProblem(add.error) ? add.error.errors.find(({ pointer }) => pointer === '/email') : undefined;

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (name.trim() !== '' && isAddress) add.mutate();
  }
  return (
    <form onSubmit={submit} noValidate className="one-line">
      <TextInput
        label={say.personName}
        maxLength={100}
        value={name}
        error={tried && name.trim() === '' ? say.missing : undefined}
        onChange={({ currentTarget: { value } }) => setName(value)}
      />
      <TextInput
        label={say.personEmail}
        type="email"
        value={email}
        error={tried && !isAddress ? say.noAddress : refused && sayValue(refused, language)}
        onChange={({ currentTarget: { value } }) => setEmail(value)}
      />
      <Button type="submit" variant="default" loading={add.isPending}>
        {say.letIn}
      </Button>
      {add.isError && refused === undefined && <Failure error={add.error} />}
    </form>
  );
}

function Person({ user, onHanded }: { user: User; onHanded: (handed: Handed) => void }) {
  const say = useWords(words);
  const client = useQueryClient();
  const { user: me } = useWho();
  const [asking, setAsking] = useState<'password' | 'remove'>();
  const path = { id: user.id };
  const done = () => setAsking(undefined);
  const reset = useMutation({
    mutationFn: () => call('POST /users/{id}/password', { path }),
    onSuccess: (handed) => {
      done();
      onHanded(handed);
    },
  });
  const remove = useMutation({
    mutationFn: () => call('DELETE /users/{id}', { path }),
    onSuccess: done,
    onSettled: () => client.invalidateQueries({ queryKey: ['users'] }),
  });
  return (
    <li className="row row-wrap">
      <div className="row-main">
        <div className="row-title">{user.name}</div>
        <div className="row-note">{user.email}</div>
      </div>
      {user.id === me?.id ? (
        <Badge variant="light">{say.you}</Badge>
      ) : (
        <Group gap="xs">
          <Button size="xs" variant="default" onClick={() => setAsking('password')}>
            {say.newPassword}
          </Button>
          <Button size="xs" variant="default" onClick={() => setAsking('remove')}>
            {say.remove}
          </Button>
        </Group>
      )}
      <Confirm
        opened={asking === 'password'}
        title={say.newPasswordTitle(user.name)}
        verb={say.newPassword}
        busy={reset.isPending}
        error={reset.error}
        onClose={done}
        onConfirm={() => reset.mutate()}
      >
        {say.newPasswordLead}
      </Confirm>
      <Confirm
        opened={asking === 'remove'}
        title={say.removeTitle(user.name)}
        verb={say.remove}
        busy={remove.isPending}
        error={remove.error}
        onClose={done}
        onConfirm={() => remove.mutate()}
      >
        {say.removeLead}
      </Confirm>
    </li>
  );
}
