import { Button, Group, PasswordInput, Text, Title } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { call } from '../api/call.ts';
import { isProblem } from '../api/problem.ts';
import { useWords } from '../language/language.tsx';
import { Failure } from '../look/failure.tsx';
import { words } from './words.ts';

const fewest = 12;

/** Another password for whoever knows the one they have; every other device is signed out. */
export function OwnPassword() {
  const say = useWords(words);
  const client = useQueryClient();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [tried, setTried] = useState(false);
  const change = useMutation({
    mutationFn: () => call('POST /session/password', { body: { current, next } }),
    onSuccess: async () => {
      setCurrent('');
      setNext('');
      setTried(false);
      await client.invalidateQueries({ queryKey: ['sessions'] });
    },
  });
  const isShort = next.length < fewest;
  const wrong = isProblem(change.error) && change.error.errors.some(({ pointer }) => pointer === '/current');

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (current !== '' && !isShort) change.mutate();
  }
  return (
    <section>
      <Title order={2}>{say.ownPassword}</Title>
      <Text className="quiet" size="sm" mb="sm">
        {say.ownPasswordLead}
      </Text>
      <form onSubmit={submit} noValidate className="one-line">
        <PasswordInput
          label={say.currentPassword}
          autoComplete="current-password"
          value={current}
          error={wrong ? say.notCurrent : tried && current === '' ? say.missing : undefined}
          onChange={({ currentTarget: { value } }) => setCurrent(value)}
        />
        <PasswordInput
          label={say.nextPassword}
          autoComplete="new-password"
          value={next}
          error={tried && isShort ? say.tooShort(fewest) : undefined}
          onChange={({ currentTarget: { value } }) => setNext(value)}
        />
        <Button type="submit" variant="default" loading={change.isPending}>
          {say.changePassword}
        </Button>
      </form>
      {change.isError && !wrong && <Failure error={change.error} />}
      <Group>
        <Text size="sm" role="status">
          {change.isSuccess && say.passwordChanged}
        </Text>
      </Group>
    </section>
  );
}
