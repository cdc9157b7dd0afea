import { Button, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../api/call.ts';
import type { Lane } from '../api/generated/operations.ts';
import { useFormat } from '../language/format.ts';
import { useWords } from '../language/language.tsx';
import { Confirm } from '../look/confirm.tsx';
import { Failure } from '../look/failure.tsx';
import { RowsWaiting } from '../look/rows-waiting.tsx';
import { words } from './delivery-words.ts';

const lookAgainMs = 5_000;

/** The lanes in which something moves or stands, why, and how to let one go on. */
export function DeliveryPart() {
  const say = useWords(words);
  const lanes = useQuery({
    queryKey: ['lanes'],
    queryFn: () => call('GET /lanes', {}),
    refetchInterval: lookAgainMs,
  });
  const shown = lanes.data?.items.filter(isOfInterest) ?? [];
  return (
    <Stack gap="lg">
      <Text className="quiet">{say.lead}</Text>
      {lanes.isError && <Failure error={lanes.error} again={() => void lanes.refetch()} />}
      {lanes.isPending && <RowsWaiting rows={3} />}
      {lanes.isSuccess && shown.length === 0 && <Text>{say.quiet}</Text>}
      {shown.length > 0 && (
        <ul className="rows sheet">
          {shown.map((lane) => (
            <LaneRow key={lane.name} lane={lane} />
          ))}
        </ul>
      )}
    </Stack>
  );
}

function isOfInterest({ state, dueBatches, laterBatches, attempting }: Lane): boolean {
  return state !== 'running' || dueBatches > 0 || laterBatches > 0 || attempting > 0;
}

const tones = { running: 'going', suspended: 'held', paused: 'bad' } as const;

function LaneRow({ lane }: { lane: Lane }) {
  const say = useWords(words);
  const format = useFormat();
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const resume = useMutation({
    mutationFn: () => call('POST /lanes/{name}/resume', { path: { name: lane.name } }),
    onSuccess: () => setAsking(false),
    onSettled: async () => {
      await client.invalidateQueries({ queryKey: ['lanes'] });
      await client.invalidateQueries({ queryKey: ['overview'] });
    },
  });
  return (
    <li className="row row-wrap">
      <div className="row-main">
        <div className="row-title">{lane.name}</div>
        <div className="row-note numbers">{useFacts(lane)}</div>
        <LaneLog name={lane.name} />
      </div>
      <span className="status" data-tone={tones[lane.state]}>
        {say.states[lane.state]}
      </span>
      {lane.state !== 'running' && (
        <Button size="xs" variant="default" onClick={() => setAsking(true)}>
          {say.resume}
        </Button>
      )}
      <Confirm
        opened={asking}
        title={say.resumeTitle(lane.name)}
        verb={say.resume}
        busy={resume.isPending}
        error={resume.error}
        onClose={() => setAsking(false)}
        onConfirm={() => resume.mutate()}
      >
        {say.resumeLead} {lane.suspendedUntil !== null && format.moment(lane.suspendedUntil)}
      </Confirm>
    </li>
  );
}

function useFacts(lane: Lane): string {
  const say = useWords(words);
  const format = useFormat();
  const { state, suspendedUntil, suspendedReason, pausedReason, pace } = lane;
  const facts = [
    say.waiting({ due: format.number(lane.dueLetters), later: format.number(lane.laterBatches) }),
    ...(pace === null || pace.perSecond === null ? [] : [say.pace(format.number(Math.round(pace.perSecond)))]),
  ];
  const held =
    state === 'suspended' && suspendedUntil !== null
      ? say.suspended({ when: format.fromNow(suspendedUntil), reason: suspendedReason ?? '' })
      : state === 'paused'
        ? say.paused(pausedReason ?? '')
        : '';
  return [held, facts.join(' · ')].filter((text) => text !== '').join(' ');
}

/** What was done to a lane and why, read when somebody opens it. */
function LaneLog({ name }: { name: string }) {
  const say = useWords(words);
  const format = useFormat();
  const [opened, setOpened] = useState(false);
  const log = useQuery({
    queryKey: ['lanes', name, 'log'],
    queryFn: () => call('GET /lanes/{name}/log', { path: { name }, query: { limit: '10' } }),
    enabled: opened,
  });
  return (
    <details className="quiet" onToggle={({ currentTarget: { open } }) => setOpened(open)}>
      <summary>{say.log}</summary>
      {log.isError && <Failure error={log.error} />}
      {log.data?.items.length === 0 && <Text size="sm">{say.noLog}</Text>}
      <ul className="plain">
        {log.data?.items.map(({ at, words: told }) => (
          <li key={`${at}${told}`}>
            <span className="numbers">{format.moment(at)}</span> {told}
          </li>
        ))}
      </ul>
    </details>
  );
}
