import { Button, Group } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../api/call.ts';
import type { CampaignWithCounts } from '../api/generated/operations.ts';
import { useFormat } from '../language/format.ts';
import { useWords } from '../language/language.tsx';
import { Confirm } from '../look/confirm.tsx';
import { Failure } from '../look/failure.tsx';
import { words } from './campaign-words.ts';

/** What can be done with a campaign that has been scheduled: pause it, let it go on, call it off. */
export function Steering({ campaign }: { campaign: CampaignWithCounts }) {
  const say = useWords(words);
  const format = useFormat();
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const { id, status } = campaign;
  const path = { id };
  const steer = useMutation({
    mutationFn: async (verb: 'pause' | 'resume' | 'cancel') => {
      if (verb === 'pause') await call('POST /campaigns/{id}/pause', { path });
      if (verb === 'resume') await call('POST /campaigns/{id}/resume', { path });
      if (verb === 'cancel') await call('POST /campaigns/{id}/cancel', { path });
    },
    onSettled: async () => {
      setAsking(false);
      await client.invalidateQueries({ queryKey: ['campaign', id] });
      await client.invalidateQueries({ queryKey: ['campaigns'] });
    },
  });
  const busy = (verb: string) => steer.isPending && steer.variables === verb;
  const canPause = status === 'preparing' || status === 'sending';
  const canCancel = canPause || status === 'scheduled' || status === 'paused';
  return (
    <>
      <Group gap="sm">
        {canPause && (
          <Button variant="default" loading={busy('pause')} onClick={() => steer.mutate('pause')}>
            {say.pause}
          </Button>
        )}
        {status === 'paused' && (
          <Button loading={busy('resume')} onClick={() => steer.mutate('resume')}>
            {say.resume}
          </Button>
        )}
        {canCancel && (
          <Button variant="subtle" color="red" onClick={() => setAsking(true)}>
            {say.cancel}
          </Button>
        )}
      </Group>
      {steer.isError && <Failure error={steer.error} />}
      <Confirm
        opened={asking}
        title={say.cancelTitle}
        verb={say.cancelNow}
        keep={say.keep}
        busy={busy('cancel')}
        error={null}
        onClose={() => setAsking(false)}
        onConfirm={() => steer.mutate('cancel')}
      >
        {say.cancelLead(format.number(campaign.underway))}
      </Confirm>
    </>
  );
}
