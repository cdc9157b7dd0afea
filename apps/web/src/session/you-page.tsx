import { Badge, Button, Group, SegmentedControl, Stack, Text, Title, useMantineColorScheme } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type Answer, call } from '../api/call.ts';
import { useFormat } from '../language/format.ts';
import { LanguageSwitch } from '../language/language-switch.tsx';
import { useWords } from '../language/language.tsx';
import { Failure } from '../look/failure.tsx';
import { Page } from '../look/page.tsx';
import { RowsWaiting } from '../look/rows-waiting.tsx';
import { OwnPassword } from './own-password.tsx';
import { deviceName } from './device-name.ts';
import { useWho } from './session-gate.tsx';
import { words } from './words.ts';

type Sessions = Answer<'GET /sessions'>;

/** A person's own page: how the console looks to them, and where they are signed in. */
export function YouPage() {
  const say = useWords(words);
  const { user } = useWho();
  return (
    <Page title={user?.name ?? say.you} note={user?.email} actions={<SignOut />}>
      <Stack gap="xl">
        <Appearance />
        <OwnPassword />
        <Devices />
      </Stack>
    </Page>
  );
}

function SignOut() {
  const say = useWords(words);
  const leave = useMutation({
    mutationFn: () => call('DELETE /session', {}),
    // Everything that was read goes with the page.
    onSuccess: () => window.location.assign('/'),
  });
  return (
    <Button variant="default" loading={leave.isPending} onClick={() => leave.mutate()}>
      {say.signOut}
    </Button>
  );
}

function Appearance() {
  const say = useWords(words);
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const choose = (value: string) => setColorScheme(value === 'light' || value === 'dark' ? value : 'auto');
  return (
    <section className="sheet sheet-pad">
      <Title order={2} mb="md">
        {say.look}
      </Title>
      <Group gap="xl">
        <div>
          <Text size="sm" className="quiet" mb={4}>
            {say.language}
          </Text>
          <LanguageSwitch />
        </div>
        <div>
          <Text size="sm" className="quiet" mb={4}>
            {say.scheme}
          </Text>
          <SegmentedControl
            size="xs"
            aria-label={say.scheme}
            value={colorScheme}
            onChange={choose}
            data={[
              { value: 'auto', label: say.auto },
              { value: 'light', label: say.light },
              { value: 'dark', label: say.dark },
            ]}
          />
        </div>
      </Group>
    </section>
  );
}

function Devices() {
  const say = useWords(words);
  const format = useFormat();
  const client = useQueryClient();
  const sessions = useQuery({ queryKey: ['sessions'], queryFn: () => call('GET /sessions', {}) });
  const end = useMutation({
    mutationFn: (id: string) => call('DELETE /sessions/{id}', { path: { id } }),
    onMutate: (id) => {
      const without = (now: Sessions | undefined) => now && { ...now, items: now.items.filter((one) => one.id !== id) };
      client.setQueryData<Sessions>(['sessions'], without);
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['sessions'] }),
  });
  return (
    <section>
      <Title order={2}>{say.devices}</Title>
      <Text className="quiet" size="sm" mb="sm">
        {say.devicesLead}
      </Text>
      {sessions.isError && <Failure error={sessions.error} again={() => void sessions.refetch()} />}
      {end.isError && <Failure error={end.error} />}
      {sessions.isPending && <RowsWaiting rows={2} />}
      {sessions.data && (
        <ul className="rows sheet">
          {sessions.data.items.map((session) => (
            <li key={session.id} className="row">
              <div className="row-main">
                <div className="row-title">{deviceName(session.userAgent)}</div>
                <div className="row-note">
                  {session.network} · {say.lastUsed(format.fromNow(session.seenAt))}
                </div>
              </div>
              {session.current ? (
                <Badge variant="light">{say.thisDevice}</Badge>
              ) : (
                <Button size="xs" variant="default" onClick={() => end.mutate(session.id)}>
                  {say.end}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
