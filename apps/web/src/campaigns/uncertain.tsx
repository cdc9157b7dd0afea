import { Button, Group, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../api/call.ts';
import type { CampaignWithCounts } from '../api/generated/operations.ts';
import { useFormat } from '../language/format.ts';
import { useWords } from '../language/language.tsx';
import { Failure } from '../look/failure.tsx';
import { words } from './campaign-words.ts';
import { Notice } from '../look/notice.tsx';

/** Letters whose fate nobody can know, and the two decisions that a person can take. */
export function Uncertain({ campaign }: { campaign: CampaignWithCounts }) {
  const say = useWords(words);
  const format = useFormat();
  const client = useQueryClient();
  const { id } = campaign;
  const decide = useMutation({
    mutationFn: (action: 'resend' | 'accept') =>
      call('POST /campaigns/{id}/deliveries/resolve', { path: { id }, body: { state: 'uncertain', action } }),
    onSettled: async () => {
      await client.invalidateQueries({ queryKey: ['campaign', id] });
      await client.invalidateQueries({ queryKey: ['letters', id] });
    },
  });
  if (campaign.counts.uncertain === 0) return null;
  const busy = (action: string) => decide.isPending && decide.variables === action;
  return (
    <Notice tone="doubt" title={say.uncertainTitle(format.number(campaign.counts.uncertain))}>
      <Text size="sm" mb="sm">
        {say.uncertainLead}
      </Text>
      <Group gap="sm">
        <Button size="xs" variant="default" loading={busy('accept')} onClick={() => decide.mutate('accept')}>
          {say.accept}
        </Button>
        <Button size="xs" variant="default" loading={busy('resend')} onClick={() => decide.mutate('resend')}>
          {say.resend}
        </Button>
      </Group>
      {decide.isError && <Failure error={decide.error} />}
    </Notice>
  );
}
