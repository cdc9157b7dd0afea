import { Button, Group, Progress, Skeleton, Stack, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Link, useParams, useSearchParams } from 'react-router';
import { addressOf, call } from '../api/call.ts';
import type { Import } from '../api/generated/operations.ts';
import { isProblem } from '../api/problem.ts';
import { useFormat } from '../language/format.ts';
import { useWords } from '../language/language.tsx';
import { Failure } from '../look/failure.tsx';
import { Figures } from '../look/figures.tsx';
import { Notice } from '../look/notice.tsx';
import { Page } from '../look/page.tsx';
import { Lost } from '../look/unreachable.tsx';
import { words } from './words.ts';

const everyMs = 1_000;

/** An import as it goes, and what has become of every line: it can be left and come back to. `lines` in the address is an estimate. */
export function ImportProgressPage() {
  const { id = '' } = useParams();
  const say = useWords(words);
  const format = useFormat();
  const client = useQueryClient();
  const status = useQuery({
    queryKey: ['import', id],
    queryFn: () => call('GET /imports/{id}', { path: { id } }),
    refetchInterval: ({ state }) => (state.data?.status === 'running' ? everyMs : false),
  });
  const state = status.data?.status;
  useEffect(() => {
    if (state === 'finished' || state === 'failed') void client.invalidateQueries({ queryKey: ['contacts'] });
  }, [client, state]);
  if (status.isError && isProblem(status.error) && status.error.status === 404) return <Lost />;
  const title = state === undefined ? say.progress : say[state];
  return (
    <Page title={title} note={status.data && say.rows(format.number(status.data.rows))}>
      {status.isError && <Failure error={status.error} again={() => void status.refetch()} />}
      {status.isPending && <Skeleton height={220} />}
      {status.data && (
        <Stack gap="xl">
          {status.data.failure !== null && <Notice tone="bad">{status.data.failure}</Notice>}
          {state === 'running' && <HowFar rows={status.data.rows} />}
          {status.data.stillSuppressed > 0 && (
            <Notice tone="mind" title={say.stay(format.number(status.data.stillSuppressed))}>
              {say.stayLead}
            </Notice>
          )}
          <Tally import={status.data} />
          <Ways import={status.data} />
        </Stack>
      )}
    </Page>
  );
}

/** Nobody knows how many lines a file has before its end: an estimate never says that it is reached. */
function HowFar({ rows }: { rows: number }) {
  const say = useWords(words);
  const [search] = useSearchParams();
  const lines = Number(search.get('lines') ?? 0);
  const share = lines > 0 ? Math.min(0.98, rows / lines) : 0;
  return (
    <div role="status">
      <Text size="sm" mb={6}>
        {say.runningLead}
      </Text>
      <Progress value={share > 0 ? share * 100 : 100} animated aria-label={say.progress} />
    </div>
  );
}

function Tally({ import: { added, updated, rejected } }: { import: Import }) {
  const say = useWords(words);
  const figures = [
    { name: say.added, meaning: say.addedMeaning, count: added, dot: 'fill-accepted' },
    { name: say.updated, meaning: say.updatedMeaning, count: updated, dot: 'fill-queued' },
    { name: say.rejected, meaning: say.rejectedMeaning, count: rejected, dot: 'fill-bounced' },
  ];
  return <Figures figures={figures} />;
}

function Ways({ import: { id, listId, status, rejected } }: { import: Import }) {
  const say = useWords(words);
  return (
    <Group gap="sm">
      {status === 'finished' && (
        <Button component={Link} to={`/campaigns/new?list=${listId}`} variant={rejected > 0 ? 'default' : 'filled'}>
          {say.write}
        </Button>
      )}
      {rejected > 0 && (
        <Button component="a" href={addressOf('GET /imports/{id}/rejects', { path: { id } })}>
          {say.download}
        </Button>
      )}
      <Button component={Link} to={`/contacts/lists/${listId}`} variant="default">
        {say.toList}
      </Button>
      {status !== 'running' && (
        <Button component={Link} to="/contacts/import" variant="default">
          {say.again}
        </Button>
      )}
    </Group>
  );
}
