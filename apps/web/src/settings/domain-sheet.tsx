import { Button, Group, Skeleton, Text, Title } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { call } from '../api/call.ts';
import type { SenderDomain } from '../api/generated/operations.ts';
import { useLanguage, useWords } from '../language/language.tsx';
import { Failure } from '../look/failure.tsx';
import { DnsFindingRow } from './dns-finding-row.tsx';
import { DomainKeys } from './domain-keys.tsx';
import { words } from './domain-words.ts';

/** One domain: each record with what DNS says of it at this moment, and the keys its letters are signed with. */
export function DomainSheet({ domain }: { domain: SenderDomain }) {
  const say = useWords(words);
  const client = useQueryClient();
  const { language } = useLanguage();
  const checked = useQuery({
    queryKey: ['domains', domain.id, 'check'],
    queryFn: async () => {
      const answer = await call('POST /domains/{id}/check', { path: { id: domain.id } });
      // A key that waited may sign now.
      void client.invalidateQueries({ queryKey: ['domains'], exact: true });
      return answer;
    },
    staleTime: 60_000,
  });
  const findings = checked.data?.findings ?? [];
  const toMend = findings.filter(({ verdict }) => verdict === 'bad').length;
  const clock = new Intl.DateTimeFormat(language, { timeStyle: 'medium' });
  return (
    <section className="sheet" aria-label={domain.domain}>
      <div className="sheet-pad">
        <Group justify="space-between" align="start">
          <div>
            <Title order={2}>{domain.domain}</Title>
            <Text size="sm" className="quiet numbers" role="status">
              {checked.isFetching && say.checking}
              {!checked.isFetching &&
                checked.data &&
                `${toMend === 0 ? say.allGood : say.toMend(toMend)} ${say.checkedAt(clock.format(checked.dataUpdatedAt))}`}
            </Text>
          </div>
          <Button variant="default" size="sm" loading={checked.isFetching} onClick={() => void checked.refetch()}>
            {say.check}
          </Button>
        </Group>
      </div>
      {checked.isError && <Failure error={checked.error} />}
      {checked.isPending && <Skeleton height={240} radius={0} />}
      <ul className="rows dns">
        {findings.map((finding) => (
          <DnsFindingRow key={`${finding.check} ${finding.record.name}`} finding={finding} />
        ))}
      </ul>
      <DomainKeys domain={domain} onChange={() => void checked.refetch()} />
    </section>
  );
}
