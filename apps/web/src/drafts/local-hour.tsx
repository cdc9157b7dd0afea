import { Text, TextInput } from '@mantine/core';
import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { call } from '../api/call.ts';
import type { DeparturePlan } from '../api/generated/operations.ts';
import { useFormat } from '../language/format.ts';
import { useWords } from '../language/language.tsx';
import { Failure } from '../look/failure.tsx';
import { words } from './departure-words.ts';
import { isWithin } from './zoned-time.ts';

/** When a draft would leave for whom at an hour of each person's own clock; asks nothing before an hour is written. */
export function usePlan(id: string, localAt: string): UseQueryResult<DeparturePlan> {
  return useQuery({
    queryKey: ['seen', id, 'departures', localAt],
    queryFn: ({ signal }) => call('GET /campaigns/{id}/departures', { path: { id }, query: { localAt } }, signal),
    enabled: localAt !== '',
    placeholderData: keepPreviousData,
  });
}

/** Whether an hour can be chosen: it is to come everywhere on earth. */
export function isInTime(plan: DeparturePlan | undefined, localAt: string): boolean {
  return plan !== undefined && localAt >= plan.earliest;
}

/** The hour of each person's own clock, and what it means for these people, in words. */
export function LocalHour({
  localAt,
  plan,
  onChange,
}: {
  localAt: string;
  plan: UseQueryResult<DeparturePlan>;
  onChange: (localAt: string) => void;
}) {
  const say = useWords(words);
  const format = useFormat();
  const isLate = plan.data !== undefined && localAt !== '' && !isInTime(plan.data, localAt);
  return (
    <>
      <TextInput
        mt="sm"
        className="narrow"
        type="datetime-local"
        label={say.localHour}
        description={say.localLead}
        value={localAt}
        error={isLate && plan.data ? say.tooEarly(format.hour(plan.data.earliest)) : undefined}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      {plan.isError && <Failure error={plan.error} again={() => void plan.refetch()} />}
      {plan.data && !isLate && <Plan plan={plan.data} localAt={localAt} />}
    </>
  );
}

function Plan({ plan: { departures }, localAt }: { plan: DeparturePlan; localAt: string }) {
  const say = useWords(words);
  const format = useFormat();
  const workspace = useQuery({ queryKey: ['workspace'], queryFn: () => call('GET /workspace', {}) });
  const hours = workspace.data?.quietHours ?? null;
  return (
    <Text size="sm" mt="xs" role="status" className="numbers">
      {planInWords(departures, say, format)}{' '}
      {hours !== null && isWithin(localAt.slice(11), hours) && say.quietLocally(hours.until)}
    </Text>
  );
}

function planInWords(
  departures: DeparturePlan['departures'],
  say: (typeof words)['ja'],
  format: ReturnType<typeof useFormat>,
): string {
  const [first] = departures;
  const last = departures.at(-1);
  if (first === undefined || last === undefined) return say.planOfNone;
  const people = format.number(departures.reduce((sum, one) => sum + one.people, 0));
  if (departures.length === 1) return say.planOfOne({ people, zone: first.zone, at: format.moment(first.at) });
  const zones = format.number(departures.length);
  return say.plan({ people, zones, first: format.moment(first.at), last: format.moment(last.at) });
}
