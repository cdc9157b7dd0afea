import { Button, Group, Skeleton, Stack, Text, TextInput, Title } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../api/call.ts';
import type { Campaign, ValueProblem } from '../api/generated/operations.ts';
import { FindingsList } from '../findings/findings-list.tsx';
import { words as findingWords } from '../findings/words.ts';
import { useWords } from '../language/language.tsx';
import { Failure } from '../look/failure.tsx';
import { useWho } from '../session/session-gate.tsx';
import { Departure } from './departure.tsx';
import { words } from './words.ts';
import { Notice, type Tone } from '../look/notice.tsx';

/** What stands in the way, a test letter, and when it goes. */
export function SendStep({ draft }: { draft: Campaign }) {
  const say = useWords(words);
  const found = useWords(findingWords);
  const { id } = draft;
  const check = useQuery({
    queryKey: ['seen', id, 'check'],
    queryFn: () => call('GET /campaigns/{id}/check', { path: { id } }),
  });
  return (
    <Stack gap="xl">
      <section>
        <Title order={2} mb="sm">
          {say.check}
        </Title>
        {check.isError && <Failure error={check.error} again={() => void check.refetch()} />}
        {check.isPending && <Skeleton height={70} />}
        {check.data && (
          <Stack gap="sm">
            {check.data.problems.length === 0 && <Notice tone="good">{say.allWell}</Notice>}
            <Findings title={found.mend} tone="bad" findings={check.data.problems} />
            <Findings title={found.mind} tone="mind" findings={check.data.warnings} />
          </Stack>
        )}
      </section>
      <TestLetter id={id} />
      <Departure draft={draft} ready={check.data?.problems.length === 0} />
    </Stack>
  );
}

function Findings({ title, tone, findings }: { title: string; tone: Tone; findings: readonly ValueProblem[] }) {
  if (findings.length === 0) return null;
  return (
    <Notice tone={tone} title={title}>
      <FindingsList findings={findings} />
    </Notice>
  );
}

function TestLetter({ id }: { id: string }) {
  const say = useWords(words);
  const { user } = useWho();
  const [address, setAddress] = useState(user?.email ?? '');
  const send = useMutation({
    mutationFn: (to: string) => call('POST /campaigns/{id}/test', { path: { id }, body: { to: [to] } }),
  });
  return (
    <section>
      <Title order={2}>{say.test}</Title>
      <Text className="quiet" size="sm" mb="sm">
        {say.testLead}
      </Text>
      <Group align="end" gap="sm">
        <TextInput
          type="email"
          aria-label={say.test}
          value={address}
          onChange={(event) => setAddress(event.currentTarget.value)}
        />
        <Button variant="default" loading={send.isPending} onClick={() => send.mutate(address.trim())}>
          {say.testSend}
        </Button>
      </Group>
      <div role="status">{send.isSuccess && <Text size="sm">{say.testSent(send.variables)}</Text>}</div>
      {send.isError && <Failure error={send.error} />}
    </section>
  );
}
