import { Button, Group, Modal, Radio, Skeleton, Stack, Text, TextInput, Title } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { call } from '../api/call.ts';
import type { Campaign, ValueProblem } from '../api/generated/operations.ts';
import { useFormat } from '../language/format.ts';
import { useWords } from '../language/language.tsx';
import { Failure } from '../look/failure.tsx';
import { useWho } from '../session/session-gate.tsx';
import { useReach } from './audience-step.tsx';
import { words } from './words.ts';
import { Notice, type Tone } from '../look/notice.tsx';

/** What stands in the way, a test letter, and when it goes. */
export function SendStep({ draft }: { draft: Campaign }) {
  const say = useWords(words);
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
            <Findings title={say.mend} tone="bad" findings={check.data.problems} />
            <Findings title={say.mind} tone="mind" findings={check.data.warnings} />
          </Stack>
        )}
      </section>
      <TestLetter id={id} />
      <Departure draft={draft} ready={check.data?.problems.length === 0} />
    </Stack>
  );
}

function Findings({ title, tone, findings }: { title: string; tone: Tone; findings: readonly ValueProblem[] }) {
  const say = useWords(words);
  if (findings.length === 0) return null;
  return (
    <Notice tone={tone} title={title}>
      <ul className="findings">
        {findings.map(({ pointer, line, detail }) => (
          <li key={`${pointer}${line}${detail}`}>
            {line === undefined ? '' : say.atLine(line)}
            {detail}
          </li>
        ))}
      </ul>
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

function Departure({ draft, ready }: { draft: Campaign; ready: boolean }) {
  const say = useWords(words);
  const format = useFormat();
  const go = useNavigate();
  const client = useQueryClient();
  const reach = useReach(draft.lists);
  const [later, setLater] = useState(false);
  const [local, setLocal] = useState('');
  const [asking, setAsking] = useState(false);
  const at = local === '' ? undefined : new Date(local);
  const isPast = later && (at === undefined || at.getTime() <= Date.now());
  const send = useMutation({
    mutationFn: () =>
      call('POST /campaigns/{id}/schedule', {
        path: { id: draft.id },
        body: { at: later && at !== undefined ? at.toISOString() : 'now' },
      }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['campaign', draft.id] });
      await client.invalidateQueries({ queryKey: ['campaigns'] });
      await go(`/campaigns/${draft.id}`);
    },
  });
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const when = later && at !== undefined && !Number.isNaN(at.getTime()) ? format.moment(at.toISOString()) : say.now;
  return (
    <section>
      <Radio.Group
        value={later ? 'later' : 'now'}
        onChange={(value) => setLater(value === 'later')}
        aria-label={say.when}
      >
        <Title order={2} mb="sm">
          {say.when}
        </Title>
        <Group gap="lg">
          <Radio value="now" label={say.now} />
          <Radio value="later" label={say.later} />
        </Group>
      </Radio.Group>
      {later && (
        <TextInput
          mt="sm"
          className="narrow"
          type="datetime-local"
          label={say.at}
          description={say.zone(zone)}
          value={local}
          error={local !== '' && isPast ? say.past : undefined}
          onChange={(event) => setLocal(event.currentTarget.value)}
        />
      )}
      <Button mt="lg" size="md" disabled={!ready || isPast || draft.lists.length === 0} onClick={() => setAsking(true)}>
        {say.send}
      </Button>
      <Modal opened={asking} onClose={() => setAsking(false)} title={<Text fw={650}>{say.sendTitle}</Text>}>
        <Text mb="lg">
          {say.summary({ subject: draft.subject, people: format.number(reach.data?.reached ?? 0), when })}
        </Text>
        {send.isError && <Failure error={send.error} />}
        <Group justify="end" mt="md">
          <Button variant="default" onClick={() => setAsking(false)}>
            {say.back}
          </Button>
          <Button loading={send.isPending} onClick={() => send.mutate()} data-autofocus>
            {say.confirm}
          </Button>
        </Group>
      </Modal>
    </section>
  );
}
