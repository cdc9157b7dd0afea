import { Button, Group, Select, Skeleton, Stack, Switch, Text, TextInput, Title } from '@mantine/core';
import { type FormEvent, useMemo, useState } from 'react';
import type { Workspace } from '../api/generated/operations.ts';
import { useLanguage, useWords } from '../language/language.tsx';
import { Failure } from '../look/failure.tsx';
import { words as common } from '../look/words.ts';
import { StopByReply } from './stop-by-reply.tsx';
import { useWorkspace } from './use-workspace.ts';
import { words } from './words.ts';

/** By which clock letters go, and at which hours they do not. */
export function HoursPart() {
  const { workspace, change } = useWorkspace();
  if (workspace.isError) return <Failure error={workspace.error} again={() => void workspace.refetch()} />;
  if (workspace.data === undefined) return <Skeleton height={320} />;
  return (
    <Stack gap="xl" className="narrow">
      <HoursForm kept={workspace.data} change={change} />
      <StopByReply kept={workspace.data} change={change} />
    </Stack>
  );
}

const usual = { from: '21:00', until: '08:00' };

function HoursForm({ kept, change }: { kept: Workspace; change: ReturnType<typeof useWorkspace>['change'] }) {
  const say = useWords(words);
  const { save, saved } = useWords(common);
  const [zone, setZone] = useState(kept.timeZone);
  const [hours, setHours] = useState(kept.quietHours);
  const zones = useMemo(
    () => [...new Set([kept.timeZone, 'UTC', ...Intl.supportedValuesOf('timeZone')])].sort(),
    [kept],
  );
  const noLength = hours !== null && hours.from === hours.until;
  const isWhole = hours === null || (hours.from !== '' && hours.until !== '' && !noLength);
  const isChanged = zone !== kept.timeZone || JSON.stringify(hours) !== JSON.stringify(kept.quietHours);

  function submit(event: FormEvent) {
    event.preventDefault();
    if (isWhole) change.mutate({ timeZone: zone, quietHours: hours });
  }
  const put = (end: 'from' | 'until', time: string) => setHours({ ...(hours ?? usual), [end]: time });

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="xl">
        <section className="sheet sheet-pad">
          <Select
            label={say.timeZone}
            description={say.timeZoneHint}
            searchable
            allowDeselect={false}
            value={zone}
            data={zones}
            onChange={(value) => setZone(value ?? kept.timeZone)}
          />
          <NowThere zone={zone} />
        </section>
        <section className="sheet sheet-pad">
          <Title order={2}>{say.quiet}</Title>
          <Text className="quiet" size="sm" mb="md">
            {say.quietLead}
          </Text>
          <Switch
            label={say.quietOn}
            checked={hours !== null}
            onChange={({ currentTarget: { checked } }) => setHours(checked ? (kept.quietHours ?? usual) : null)}
          />
          {hours !== null && (
            <Group mt="md" align="start">
              <TextInput
                type="time"
                label={say.from}
                value={hours.from}
                onChange={({ currentTarget: { value } }) => put('from', value)}
              />
              <TextInput
                type="time"
                label={say.until}
                value={hours.until}
                error={noLength ? say.noLength : undefined}
                onChange={({ currentTarget: { value } }) => put('until', value)}
              />
            </Group>
          )}
          <Text size="sm" mt="md" role="status">
            {hours === null
              ? say.quietNone
              : isWhole && say.quietSays({ ...hours, overnight: hours.from > hours.until })}
          </Text>
        </section>
        {change.isError && change.variables.stopByReply === undefined && <Failure error={change.error} />}
        <Group>
          <Button type="submit" loading={change.isPending} disabled={!isWhole || !isChanged}>
            {save}
          </Button>
          <Text size="sm" role="status" className="quiet">
            {change.isSuccess && !isChanged && saved}
          </Text>
        </Group>
      </Stack>
    </form>
  );
}

function NowThere({ zone }: { zone: string }) {
  const say = useWords(words);
  const { language } = useLanguage();
  const clock = new Intl.DateTimeFormat(language, { timeZone: zone, timeStyle: 'short', dateStyle: 'medium' });
  return (
    <Text size="sm" className="quiet numbers" mt="xs">
      {say.nowThere(clock.format(new Date()))}
    </Text>
  );
}
