import { Anchor, Button, Group, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { call } from '../api/call.ts';
import { CampaignRows } from '../campaigns/campaign-rows.tsx';
import { words as campaignWords } from '../campaigns/words.ts';
import { useWords, type Words } from '../language/language.tsx';
import { Blank } from '../look/blank.tsx';
import { Failure } from '../look/failure.tsx';
import { Page } from '../look/page.tsx';
import { RowsWaiting } from '../look/rows-waiting.tsx';
import { useWho } from '../session/session-gate.tsx';

const words: Words<{ morning: string; day: string; evening: string; latest: string; all: string }> = {
  ja: {
    morning: 'おはようございます',
    day: 'こんにちは',
    evening: 'こんばんは',
    latest: '最近のキャンペーン',
    all: 'すべて見る',
  },
  en: {
    morning: 'Good morning',
    day: 'Good afternoon',
    evening: 'Good evening',
    latest: 'Latest campaigns',
    all: 'See all',
  },
};

/** Where somebody arrives: what is going on. */
export function HomePage() {
  const say = useWords(words);
  const about = useWords(campaignWords);
  const { workspace } = useWho();
  const latest = useQuery({
    queryKey: ['campaigns', 'latest'],
    queryFn: () => call('GET /campaigns', { query: { limit: '5' } }),
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
    </Page>
  );
}

function greeting(say: { morning: string; day: string; evening: string }): string {
  const hour = new Date().getHours();
  if (hour >= 4 && hour < 11) return say.morning;
  return hour >= 11 && hour < 18 ? say.day : say.evening;
}
