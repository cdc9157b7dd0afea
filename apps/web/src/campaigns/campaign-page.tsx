import { Button, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { call } from '../api/call.ts';
import type { CampaignWithCounts } from '../api/generated/operations.ts';
import { isProblem } from '../api/problem.ts';
import { useFormat } from '../language/format.ts';
import { useWords } from '../language/language.tsx';
import { Failure } from '../look/failure.tsx';
import { Page } from '../look/page.tsx';
import { Lost } from '../look/unreachable.tsx';
import { Books } from './books.tsx';
import { words as about } from './campaign-words.ts';
import { Letters } from './letters.tsx';
import { StatusMark } from './status-mark.tsx';
import { Steering } from './steering.tsx';
import { Uncertain } from './uncertain.tsx';
import { useProgress } from './use-progress.ts';
import { words } from './words.ts';
import { Notice } from '../look/notice.tsx';

/** One campaign: where it is, its books, and what became of every letter. */
export function CampaignPage() {
  const { id = '' } = useParams();
  const { campaign, pace } = useProgress(id);
  const say = useWords(words);
  if (campaign.isError && isProblem(campaign.error) && campaign.error.status === 404) return <Lost />;
  if (campaign.isError) {
    return (
      <Page title={say.campaigns}>
        <Failure error={campaign.error} again={() => void campaign.refetch()} />
      </Page>
    );
  }
  if (campaign.isPending) return <Waiting title={say.campaigns} />;
  const { data } = campaign;
  const hasBooks = data.status !== 'draft' && data.status !== 'scheduled';
  return (
    <Page
      title={data.name}
      note={<Where campaign={data} />}
      actions={data.status === 'draft' ? <GoOn id={data.id} /> : <Steering campaign={data} />}
    >
      <Stack gap="xl">
        <Held campaign={data} />
        <Uncertain campaign={data} />
        {hasBooks && <Books campaign={data} pace={pace} />}
        <Content campaign={data} />
        {hasBooks && data.counts.targeted > 0 && <Letters campaign={data} />}
      </Stack>
    </Page>
  );
}

function GoOn({ id }: { id: string }) {
  const say = useWords(about);
  return (
    <Button component={Link} to={`/campaigns/${id}/edit`}>
      {say.edit}
    </Button>
  );
}

function Where({ campaign }: { campaign: CampaignWithCounts }) {
  const say = useWords(words);
  const format = useFormat();
  const at = campaign.endedAt ?? campaign.startedAt ?? campaign.scheduledAt;
  const word = campaign.endedAt !== null ? say.ended : campaign.startedAt !== null ? say.began : say.goesOut;
  return (
    <span className="where">
      <StatusMark status={campaign.status} />
      {at !== null && <span className="numbers">{word(format.moment(at))}</span>}
    </span>
  );
}

function Held({ campaign: { status, statusReason } }: { campaign: CampaignWithCounts }) {
  const say = useWords(about);
  if (status !== 'paused' && status !== 'cancelling') return null;
  return (
    <Notice tone="mind">
      {status === 'paused' ? say.pausedLead : say.cancellingLead}
      {statusReason !== null && <Text size="sm">{statusReason}</Text>}
    </Notice>
  );
}

function Content({ campaign }: { campaign: CampaignWithCounts }) {
  const say = useWords(about);
  const { untitled } = useWords(words);
  const lists = useQuery({ queryKey: ['lists'], queryFn: () => call('GET /lists', { query: { limit: '200' } }) });
  const nameOf = (id: string) => lists.data?.items.find((list) => list.id === id)?.name ?? '…';
  const { from } = campaign;
  const facts: [string, string][] = [
    [say.subject, campaign.subject || untitled],
    ...(campaign.preheader ? [[say.preheader, campaign.preheader] satisfies [string, string]] : []),
    [say.from, from.name ? `${from.name} <${from.email}>` : from.email],
    [say.lists, campaign.lists.map(nameOf).join(', ')],
  ];
  return (
    <section>
      <Title order={2} mb="sm">
        {say.content}
      </Title>
      <dl className="facts sheet">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Waiting({ title }: { title: string }) {
  return (
    <Page title={title}>
      <Stack gap="xl">
        <Skeleton height={210} />
        <Skeleton height={320} />
      </Stack>
    </Page>
  );
}
