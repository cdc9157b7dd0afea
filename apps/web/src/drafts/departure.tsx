import { Button, Group, Modal, Radio, Select, Text, TextInput, Title } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { call } from '../api/call.ts';
import type { Campaign } from '../api/generated/operations.ts';
import { useFormat } from '../language/format.ts';
import { useLanguage, useWords } from '../language/language.tsx';
import { Failure } from '../look/failure.tsx';
import { words as common } from '../look/words.ts';
import { useWho } from '../session/session-gate.tsx';
import { useReach } from './audience-step.tsx';
import { words as clockWords } from './departure-words.ts';
import { isInTime, LocalHour, usePlan } from './local-hour.tsx';
import { words } from './words.ts';
import { isWithin, momentIn, timeOfDay } from './zoned-time.ts';

const ways = ['now', 'later', 'local'] as const;
type Way = (typeof ways)[number];

/** When a campaign goes: now, at a time by the clocks of a place, or of each person's; said in words before it is certain. */
export function Departure({ draft, ready }: { draft: Campaign; ready: boolean }) {
  const say = useWords(words);
  const clocks = useWords(clockWords);
  const { close } = useWords(common);
  const format = useFormat();
  const go = useNavigate();
  const client = useQueryClient();
  const reach = useReach(draft);
  const { workspace } = useWho();
  const [way, setWay] = useState<Way>('now');
  const later = way === 'later';
  const [local, setLocal] = useState('');
  const [zone, setZone] = useState(workspace.timeZone);
  const [asking, setAsking] = useState(false);
  const at = later ? momentIn(zone, local) : undefined;
  const localAt = way === 'local' ? local : '';
  const plan = usePlan(draft.id, localAt);
  const isPast = at !== undefined && at.getTime() <= Date.now();
  const wrong = local === '' ? undefined : at === undefined ? clocks.never : isPast ? say.past : undefined;
  const clock = useClock(zone);
  const when =
    localAt !== ''
      ? clocks.atHour(format.hour(localAt))
      : at === undefined
        ? say.now
        : clocks.inZone({ when: clock(at), zone });
  const send = useMutation({
    mutationFn: () =>
      call('POST /campaigns/{id}/schedule', {
        path: { id: draft.id },
        body: way === 'local' ? { localAt } : { at: at?.toISOString() ?? 'now' },
      }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['campaign', draft.id] });
      await client.invalidateQueries({ queryKey: ['campaigns'] });
      await go(`/campaigns/${draft.id}`);
    },
  });
  const isSaid = {
    now: true,
    later: at !== undefined && !isPast,
    local: localAt !== '' && isInTime(plan.data, localAt),
  };
  const goes = ready && draft.lists.length > 0 && isSaid[way];
  return (
    <section>
      <Radio.Group
        value={way}
        onChange={(value) => setWay(ways.find((one) => one === value) ?? 'now')}
        aria-label={say.when}
      >
        <Title order={2} mb="sm">
          {say.when}
        </Title>
        <Group gap="lg">
          <Radio value="now" label={say.now} />
          <Radio value="later" label={say.later} />
          <Radio value="local" label={clocks.locally} />
        </Group>
      </Radio.Group>
      {later && (
        <Group mt="sm" align="start" className="narrow">
          <TextInput
            type="datetime-local"
            label={say.at}
            value={local}
            error={wrong}
            onChange={(event) => setLocal(event.currentTarget.value)}
          />
          <Select
            label={clocks.zone}
            searchable
            allowDeselect={false}
            value={zone}
            data={zonesWith(workspace.timeZone)}
            onChange={(value) => setZone(value ?? workspace.timeZone)}
          />
        </Group>
      )}
      {way === 'local' && <LocalHour localAt={localAt} plan={plan} onChange={setLocal} />}
      {at !== undefined && !isPast && <Facts at={at} zone={zone} />}
      <Button mt="lg" size="md" disabled={!goes} onClick={() => setAsking(true)}>
        {say.send}
      </Button>
      <Modal
        opened={asking}
        onClose={() => setAsking(false)}
        title={<Text fw={650}>{say.sendTitle}</Text>}
        closeButtonProps={{ 'aria-label': close }}
      >
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

/** What a moment means elsewhere: by the reader's own clock, and in the workspace's quiet hours. */
function Facts({ at, zone }: { at: Date; zone: string }) {
  const clocks = useWords(clockWords);
  const format = useFormat();
  const workspace = useQuery({ queryKey: ['workspace'], queryFn: () => call('GET /workspace', {}) });
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const hours = workspace.data?.quietHours ?? null;
  const isQuiet =
    workspace.data !== undefined && hours !== null && isWithin(timeOfDay(workspace.data.timeZone, at), hours);
  return (
    <Text size="sm" className="quiet" mt="xs" role="status">
      {own !== zone && clocks.yours(format.moment(at.toISOString()))} {isQuiet && clocks.quiet(hours.until)}
    </Text>
  );
}

function useClock(zone: string): (at: Date) => string {
  const { language } = useLanguage();
  const clock = new Intl.DateTimeFormat(language, { timeZone: zone, dateStyle: 'medium', timeStyle: 'short' });
  return (at) => clock.format(at);
}

function zonesWith(own: string): string[] {
  return [...new Set([own, 'UTC', ...Intl.supportedValuesOf('timeZone')])].sort();
}
