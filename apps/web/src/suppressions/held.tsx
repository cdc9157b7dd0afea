import { Button, Group, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { call } from '../api/call.ts';
import type { HeldSuppressions } from '../api/generated/operations.ts';
import { useFormat } from '../language/format.ts';
import { useWords } from '../language/language.tsx';
import { Failure } from '../look/failure.tsx';
import { Notice } from '../look/notice.tsx';
import { words } from './words.ts';

/** Receivers that suddenly call many known addresses invalid, and the two decisions that a person can take on each. */
export function Held() {
  const held = useQuery({ queryKey: ['suppressions', 'held'], queryFn: () => call('GET /suppressions/held', {}) });
  return held.data?.items.map((one) => <HeldOfDomain key={one.domain} held={one} />);
}

function HeldOfDomain({ held: { domain, addresses, since, evidence } }: { held: HeldSuppressions }) {
  const say = useWords(words);
  const format = useFormat();
  const client = useQueryClient();
  const decide = useMutation({
    mutationFn: async (verb: 'release' | 'discard') => {
      const path = { domain };
      if (verb === 'release') await call('POST /suppressions/held/{domain}/release', { path });
      else await call('POST /suppressions/held/{domain}/discard', { path });
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['suppressions'] }),
  });
  const busy = (verb: string) => decide.isPending && decide.variables === verb;
  return (
    <div className="told-above">
      <Notice tone="doubt" title={say.heldTitle(domain, format.number(addresses))}>
        <Text size="sm" mb="xs">
          {say.heldLead(format.day(since))}
        </Text>
        <code className="reply">{evidence}</code>
        <Group gap="sm" mt="sm">
          <Button size="xs" variant="default" loading={busy('discard')} onClick={() => decide.mutate('discard')}>
            {say.discard}
          </Button>
          <Button size="xs" variant="default" loading={busy('release')} onClick={() => decide.mutate('release')}>
            {say.release}
          </Button>
        </Group>
        {decide.isError && <Failure error={decide.error} />}
      </Notice>
    </div>
  );
}
