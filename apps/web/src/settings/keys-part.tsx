import { Button, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { call } from '../api/call.ts';
import type { ApiKey } from '../api/generated/operations.ts';
import { useFormat } from '../language/format.ts';
import { useWords } from '../language/language.tsx';
import { Blank } from '../look/blank.tsx';
import { Confirm } from '../look/confirm.tsx';
import { Failure } from '../look/failure.tsx';
import { RowsWaiting } from '../look/rows-waiting.tsx';
import { SecretOnce } from '../look/secret-once.tsx';
import { words } from './people-words.ts';

/** What programs come in with: made, shown once, ended. */
export function KeysPart() {
  const say = useWords(words);
  const keys = useQuery({ queryKey: ['api-keys'], queryFn: () => call('GET /api-keys', {}) });
  const living = keys.data?.items.filter(({ revokedAt }) => revokedAt === null) ?? [];
  const ended = keys.data?.items.filter(({ revokedAt }) => revokedAt !== null) ?? [];
  return (
    <Stack gap="lg">
      <Text className="quiet">{say.keysLead}</Text>
      <MakeKey />
      {keys.isError && <Failure error={keys.error} again={() => void keys.refetch()} />}
      {keys.isPending && <RowsWaiting rows={2} />}
      {keys.isSuccess && living.length === 0 && (
        <div className="sheet">
          <Blank title={say.noKeys} lead={say.noKeysLead} />
        </div>
      )}
      {living.length > 0 && <Living keys={living} />}
      {ended.length > 0 && <Ended keys={ended} />}
    </Stack>
  );
}

function MakeKey() {
  const say = useWords(words);
  const client = useQueryClient();
  const [name, setName] = useState('');
  const [tried, setTried] = useState(false);
  const make = useMutation({
    mutationFn: () => call('POST /api-keys', { body: { name: name.trim() } }),
    onSettled: () => client.invalidateQueries({ queryKey: ['api-keys'] }),
  });

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (name.trim() !== '') make.mutate();
  }
  function done() {
    make.reset();
    setName('');
    setTried(false);
  }
  return (
    <form onSubmit={submit} noValidate className="one-line">
      <TextInput
        label={say.keyName}
        description={say.keyNameHint}
        maxLength={200}
        value={name}
        error={tried && name.trim() === '' ? say.missing : undefined}
        onChange={({ currentTarget: { value } }) => setName(value)}
      />
      <Button type="submit" variant="default" loading={make.isPending}>
        {say.makeKey}
      </Button>
      {make.isError && <Failure error={make.error} />}
      {make.data && (
        <SecretOnce
          title={say.keyMade}
          lead={say.keyMadeLead}
          secret={make.data.key}
          of={make.data.name}
          onClose={done}
        />
      )}
    </form>
  );
}

function Living({ keys }: { keys: readonly ApiKey[] }) {
  const say = useWords(words);
  const format = useFormat();
  const client = useQueryClient();
  const [ending, setEnding] = useState<ApiKey>();
  const end = useMutation({
    mutationFn: (id: string) => call('DELETE /api-keys/{id}', { path: { id } }),
    onSuccess: () => setEnding(undefined),
    onSettled: () => client.invalidateQueries({ queryKey: ['api-keys'] }),
  });
  return (
    <ul className="rows sheet">
      {keys.map((key) => (
        <li key={key.id} className="row row-wrap">
          <div className="row-main">
            <div className="row-title">{key.name}</div>
            <div className="row-note numbers">
              {say.madeAt(format.day(key.createdAt))} ·{' '}
              {key.lastUsedAt === null ? say.neverUsed : say.lastUsed(format.fromNow(key.lastUsedAt))}
            </div>
          </div>
          <Button size="xs" variant="default" aria-label={`${say.endKey}: ${key.name}`} onClick={() => setEnding(key)}>
            {say.endKey}
          </Button>
        </li>
      ))}
      <Confirm
        opened={ending !== undefined}
        title={say.endKeyTitle(ending?.name ?? '')}
        verb={say.endKey}
        busy={end.isPending}
        error={end.error}
        onClose={() => setEnding(undefined)}
        onConfirm={() => ending && end.mutate(ending.id)}
      >
        {say.endKeyLead}
      </Confirm>
    </ul>
  );
}

function Ended({ keys }: { keys: readonly ApiKey[] }) {
  const say = useWords(words);
  const format = useFormat();
  return (
    <details className="quiet">
      <summary>{say.ended(keys.length)}</summary>
      <ul className="plain">
        {keys.map((key) => (
          <li key={key.id}>
            {key.name} · {key.revokedAt !== null && say.endedAt(format.day(key.revokedAt))}
          </li>
        ))}
      </ul>
    </details>
  );
}
