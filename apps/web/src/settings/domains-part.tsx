import { Button, Skeleton, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { call } from '../api/call.ts';
import { isProblem } from '../api/problem.ts';
import { sayProblem } from '../findings/say-problem.ts';
import { useLanguage, useWords } from '../language/language.tsx';
import { Blank } from '../look/blank.tsx';
import { Failure } from '../look/failure.tsx';
import { words } from './domain-words.ts';
import { DomainSheet } from './domain-sheet.tsx';

/** The domains that letters come from: what to publish, and what DNS says now. */
export function DomainsPart() {
  const say = useWords(words);
  const domains = useQuery({ queryKey: ['domains'], queryFn: () => call('GET /domains', {}) });
  return (
    <Stack gap="lg">
      <Text className="quiet">{say.lead}</Text>
      <AddDomain />
      {domains.isError && <Failure error={domains.error} again={() => void domains.refetch()} />}
      {domains.isPending && <Skeleton height={280} />}
      {domains.data?.items.length === 0 && (
        <div className="sheet">
          <Blank title={say.none} lead={say.noneLead} />
        </div>
      )}
      {domains.data?.items.map((domain) => (
        <DomainSheet key={domain.id} domain={domain} />
      ))}
    </Stack>
  );
}

function AddDomain() {
  const say = useWords(words);
  const { language } = useLanguage();
  const client = useQueryClient();
  const [typed, setTyped] = useState('');
  const add = useMutation({
    mutationFn: (domain: string) => call('POST /domains', { body: { domain } }),
    onSuccess: () => setTyped(''),
    onSettled: () => client.invalidateQueries({ queryKey: ['domains'] }),
  });
  const refused = isProblem(add.error) && add.error.errors.length > 0 ? sayProblem(add.error, language) : undefined;

  function submit(event: FormEvent) {
    event.preventDefault();
    if (typed.trim() !== '') add.mutate(typed.trim());
  }
  return (
    <form onSubmit={submit} noValidate className="one-line">
      <TextInput
        label={say.addLabel}
        description={say.addHint}
        placeholder="news.example.jp"
        autoCapitalize="none"
        spellCheck={false}
        value={typed}
        error={refused}
        onChange={({ currentTarget: { value } }) => setTyped(value)}
      />
      <Button type="submit" variant="default" loading={add.isPending}>
        {say.add}
      </Button>
      {add.isError && refused === undefined && <Failure error={add.error} />}
    </form>
  );
}
