import { Anchor, Button, Group, Stack, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { call } from '../api/call.ts';
import { CampaignRows } from '../campaigns/campaign-rows.tsx';
import { words as campaignWords } from '../campaigns/words.ts';
import { useWords } from '../language/language.tsx';
import { Blank } from '../look/blank.tsx';
import { Failure } from '../look/failure.tsx';
import { Page } from '../look/page.tsx';
import { RowsWaiting } from '../look/rows-waiting.tsx';
import { useWho } from '../session/session-gate.tsx';
import { FirstSteps } from './first-steps.tsx';
import { People } from './people.tsx';
import { Waiting } from './waiting.tsx';
import { words } from './words.ts';

const underway = 'scheduled,preparing,sending,paused,cancelling';
const atRest = 'draft,finished,cancelled';

/** Where somebody arrives: what needs them, what is going on, who came and left, and for newcomers the way to a first newsletter. */
export function HomePage() {
  const say = useWords(words);
  const about = useWords(campaignWords);
  const { workspace } = useWho();
  const overview = useQuery({
    queryKey: ['overview'],
    queryFn: () => call('GET /overview', {}),
    refetchInterval: 30_000,
  });
  return (
    <Page
      title={greeting(say)}
      note={workspace.name}
      actions={
        <Button component={Link} to="/campaigns/new">
          {about.new}
        </Button>
      }
    >
      <Stack gap="xl">
        {overview.isError && <Failure error={overview.error} again={() => void overview.refetch()} />}
        {overview.data && <Waiting attention={overview.data.attention} />}
        {overview.data && <FirstSteps overview={overview.data} />}
        <UnderWay />
        {overview.data && <People people={overview.data.people} />}
        <Latest />
      </Stack>
    </Page>
  );
}

/** What goes out or is about to; nothing when nothing does. */
function UnderWay() {
  const say = useWords(words);
  const going = useQuery({
    queryKey: ['campaigns', 'going'],
    queryFn: () => call('GET /campaigns', { query: { limit: '10', status: underway } }),
    refetchInterval: 10_000,
  });
  if (going.data === undefined || going.data.items.length === 0) return null;
  return (
    <section>
      <Title order={2} mb="sm">
        {say.going}
      </Title>
      <CampaignRows campaigns={going.data.items} />
    </section>
  );
}

/** Drafts and what has ended; what is under way stands above. */
function Latest() {
  const say = useWords(words);
  const about = useWords(campaignWords);
  const latest = useQuery({
    queryKey: ['campaigns', 'at rest'],
    queryFn: () => call('GET /campaigns', { query: { limit: '5', status: atRest } }),
  });
  return (
    <section>
      <Group justify="space-between" mb="sm">
        <Title order={2}>{say.latest}</Title>
        <Anchor component={Link} to="/campaigns" size="sm">
          {say.all}
        </Anchor>
      </Group>
      {latest.isError && <Failure error={latest.error} again={() => void latest.refetch()} />}
      {latest.isPending && <RowsWaiting rows={3} />}
      {latest.data?.items.length === 0 && (
        <div className="sheet">
          <Blank title={about.none} lead={about.noneLead} action={{ label: about.new, to: '/campaigns/new' }} />
        </div>
      )}
      {latest.data !== undefined && latest.data.items.length > 0 && <CampaignRows campaigns={latest.data.items} />}
    </section>
  );
}

function greeting(say: { morning: string; day: string; evening: string }): string {
  const hour = new Date().getHours();
  if (hour >= 4 && hour < 11) return say.morning;
  return hour >= 11 && hour < 18 ? say.day : say.evening;
}
