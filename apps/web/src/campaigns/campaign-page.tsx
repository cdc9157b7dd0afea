import { Button, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { call } from '../api/call.ts';
import type { CampaignWithCounts } from '../api/generated/operations.ts';
import { isProblem } from '../api/problem.ts';
import { useLists } from '../contacts/use-lists.ts';
import { words as narrowWords } from '../drafts/narrow-words.ts';
import { type Format, useFormat } from '../language/format.ts';
import { useWords } from '../language/language.tsx';
import { Failure } from '../look/failure.tsx';
import { Page } from '../look/page.tsx';
import { Lost } from '../look/unreachable.tsx';
import { useSegments } from '../segments/use-segments.ts';
import { Books } from './books.tsx';
import { words as about } from './campaign-words.ts';
import { Departures } from './departures.tsx';
import { FollowUp } from './follow-up.tsx';
import { Lanes } from './lanes.tsx';
import { Letters } from './letters.tsx';
import { OverTime } from './over-time.tsx';
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
    <Page title={data.name} note={<Where campaign={data} />} actions={<Actions campaign={data} />}>
      <Stack gap="xl">
        <Held campaign={data} />
        <Uncertain campaign={data} />
        <Departures campaign={data} />
        {hasBooks && <Books campaign={data} pace={pace} />}
        {hasBooks && <Lanes campaign={data} />}
        {data.status === 'finished' && <OverTime id={data.id} />}
        <FollowUp campaign={data} />
        <Content campaign={data} />
        {hasBooks && data.counts.targeted > 0 && <Letters campaign={data} />}
      </Stack>
    </Page>
  );
}

function Actions({ campaign }: { campaign: CampaignWithCounts }) {
  if (campaign.status === 'draft') return <GoOn id={campaign.id} />;
  return campaign.status === 'finished' ? <InMailbox /> : <Steering campaign={campaign} />;
}

/** Where letters go to the built-in mailbox, they can be looked at. */
function InMailbox() {
  const say = useWords(about);
  const overview = useQuery({ queryKey: ['overview'], queryFn: () => call('GET /overview', {}) });
  const address = overview.data?.mailboxUrl ?? null;
  if (address === null) return null;
  return (
    <Button component="a" href={address} target="_blank" rel="noreferrer" variant="default">
      {say.mailbox}
    </Button>
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
  return (
    <span className="where">
      <StatusMark status={campaign.status} />
      <span className="numbers">{whenOf(campaign, say, format)}</span>
    </span>
  );
}

function whenOf(
  { endedAt, startedAt, scheduledAt, localAt }: CampaignWithCounts,
  say: (typeof words)['ja'],
  format: Format,
): string {
  if (endedAt !== null) return say.ended(format.moment(endedAt));
  if (startedAt !== null) return say.began(format.moment(startedAt));
  if (localAt !== null) return say.goesOutLocally(format.hour(localAt));
  return scheduledAt === null ? '' : say.goesOut(format.moment(scheduledAt));
}

function Held({ campaign }: { campaign: CampaignWithCounts }) {
  const say = useWords(about);
  const { status, counts } = campaign;
  const format = useFormat();
  const why = useStatusReason(campaign);
  if (status !== 'paused' && status !== 'cancelling') return null;
  return (
    <Notice tone="mind">
      {status === 'cancelling' && say.cancellingLead}
      {status === 'paused' &&
        (counts.attempting > 0 ? say.pausingLead(format.number(counts.attempting)) : say.pausedLead)}
      {why !== undefined && <Text size="sm">{why}</Text>}
    </Notice>
  );
}

/** Why it stands still though nobody has told it to. */
function useStatusReason({ statusReason, statusDetail }: CampaignWithCounts): string | undefined {
  const say = useWords(about);
  const format = useFormat();
  if (statusReason === null) return undefined;
  if (statusReason === 'self-test-failed') return say.selfTestFailed;
  const facts = {
    lane: statusDetail?.lane ?? '',
    count: format.number(statusDetail?.count ?? 0),
    answered: format.number(statusDetail?.answered ?? 0),
    mostPercent: format.percent((statusDetail?.mostPercent ?? 0) / 100),
  };
  return statusReason === 'too-many-invalid' ? say.tooManyInvalid(facts) : say.tooManyComplaints(facts);
}

function Content({ campaign }: { campaign: CampaignWithCounts }) {
  const say = useWords(about);
  const { untitled } = useWords(words);
  const lists = useLists();
  const narrow = useWords(narrowWords);
  const segments = useSegments();
  const known = [...(lists.data?.items ?? []), ...(segments.data?.items ?? [])];
  const nameOf = (id: string) => known.find((one) => one.id === id)?.name ?? '…';
  const fact = (name: string, ids: readonly string[]): [string, string] => [name, ids.map(nameOf).join(', ')];
  const { from } = campaign;
  const facts: [string, string][] = [
    [say.subject, campaign.subject || untitled],
    ...(campaign.preheader ? [[say.preheader, campaign.preheader] satisfies [string, string]] : []),
    [say.from, from.name ? `${from.name} <${from.email}>` : from.email],
    fact(say.lists, campaign.lists),
    ...(campaign.segments.length > 0 ? [fact(narrow.narrow, campaign.segments)] : []),
    ...(campaign.exclude.length > 0 ? [fact(narrow.exclude, campaign.exclude)] : []),
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
