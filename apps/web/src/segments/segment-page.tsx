import { Button, Skeleton } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { call } from '../api/call.ts';
import type { Segment } from '../api/generated/operations.ts';
import { isProblem } from '../api/problem.ts';
import { SectionLinks } from '../contacts/section-links.tsx';
import { useFormat } from '../language/format.ts';
import { useWords } from '../language/language.tsx';
import { Confirm } from '../look/confirm.tsx';
import { Failure } from '../look/failure.tsx';
import { Page } from '../look/page.tsx';
import { Lost } from '../look/unreachable.tsx';
import { EditedElsewhere } from '../together/edited-elsewhere.tsx';
import { type Doors, useUpon } from '../together/use-upon.ts';
import { SegmentForm, type SegmentValues } from './segment-form.tsx';
import { words } from './words.ts';

/** A segment that is not kept yet. */
export function NewSegmentPage() {
  const say = useWords(words);
  const client = useQueryClient();
  const go = useNavigate();
  const keep = async ({ name = '', rule = { kind: 'all', of: [] } }: Partial<SegmentValues>) => {
    const kept = await call('POST /segments', { body: { name, rule } });
    client.setQueryData(['segments', kept.id], kept);
    await go(`/contacts/segments/${kept.id}`, { replace: true });
  };
  return (
    <Page title={say.new} note={say.lead}>
      <SectionLinks />
      <SegmentForm segment={undefined} keep={keep} />
    </Page>
  );
}

/** One segment: its conditions, whom they hold now, and taking it away. */
export function SegmentPage() {
  const { id = '' } = useParams();
  const say = useWords(words);
  const format = useFormat();
  const segment = useQuery({
    queryKey: ['segments', id],
    queryFn: () => call('GET /segments/{id}', { path: { id } }),
    // What is being written is not written over when the window is looked at again.
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  if (segment.isError && isProblem(segment.error) && segment.error.status === 404) return <Lost />;
  return (
    <Page
      title={segment.data?.name ?? say.segments}
      note={segment.data && say.changed(format.day(segment.data.updatedAt))}
      actions={segment.data && <Remove id={id} />}
    >
      <SectionLinks />
      {segment.isError && <Failure error={segment.error} again={() => void segment.refetch()} />}
      {segment.isPending && <Skeleton height={320} />}
      {segment.data && <KeptSegment key={id} segment={segment.data} />}
    </Page>
  );
}

/** A segment that somebody else may be changing as well. */
function KeptSegment({ segment }: { segment: Segment }) {
  const { id } = segment;
  const { send, follow, elsewhere, isUndecided, decide } = useUpon(useMemo(() => doorsOf(id), [id]));
  useEffect(() => follow(segment, true), [follow, segment]);
  return (
    <SegmentForm
      segment={segment}
      keep={send}
      meanwhile={elsewhere && <EditedElsewhere elsewhere={elsewhere} decide={decide} />}
      isUndecided={isUndecided}
    />
  );
}

function doorsOf(id: string): Doors<Segment, SegmentValues> {
  return {
    key: ['segments', id],
    read: () => call('GET /segments/{id}', { path: { id } }),
    write: (change, { basedOn }) =>
      call('PATCH /segments/{id}', { path: { id }, body: { ...change, ...(basedOn !== undefined && { basedOn }) } }),
  };
}

function Remove({ id }: { id: string }) {
  const say = useWords(words);
  const client = useQueryClient();
  const go = useNavigate();
  const [asking, setAsking] = useState(false);
  const remove = useMutation({
    mutationFn: () => call('DELETE /segments/{id}', { path: { id } }),
    onSuccess: async () => {
      await go('/contacts/segments');
      await client.invalidateQueries({ queryKey: ['segments'], exact: true });
    },
  });
  return (
    <>
      <Button variant="subtle" color="red" onClick={() => setAsking(true)}>
        {say.remove}
      </Button>
      <Confirm
        opened={asking}
        title={say.removeTitle}
        verb={say.remove}
        busy={remove.isPending}
        error={remove.error}
        onClose={() => {
          setAsking(false);
          remove.reset();
        }}
        onConfirm={() => remove.mutate()}
      >
        {say.removeLead}
      </Confirm>
    </>
  );
}
