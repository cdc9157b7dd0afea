import { Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { call } from '../api/call.ts';
import type { Suppression } from '../api/generated/operations.ts';
import { words as about } from '../contacts/words.ts';
import { useWords } from '../language/language.tsx';
import { Dialog } from '../look/dialog.tsx';
import { Failure } from '../look/failure.tsx';
import { Notice } from '../look/notice.tsx';
import { words as common } from '../look/words.ts';
import { words } from './words.ts';

/** Lifts a "no", with the reason in words: it is the one way back besides the person's own, and stays on record. */
export function LiftSuppression(props: { suppression: Suppression; opened: boolean; close: () => void }) {
  const { suppression, opened, close } = props;
  const say = useWords(words);
  const { missing } = useWords(about);
  const { cancel } = useWords(common);
  const client = useQueryClient();
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const lift = useMutation({
    mutationFn: () =>
      call('DELETE /suppressions/{id}', { path: { id: suppression.id }, body: { reason: reason.trim() } }),
    onSuccess: async () => {
      close();
      await client.invalidateQueries({ queryKey: ['suppressions'] });
      await client.invalidateQueries({ queryKey: ['contact'] });
      await client.invalidateQueries({ queryKey: ['contacts'] });
    },
  });

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (reason.trim() !== '') lift.mutate();
  }

  return (
    <Dialog title={say.liftTitle} opened={opened} close={close}>
      <form onSubmit={submit} noValidate>
        <Stack>
          <Text size="sm">{say.liftLead}</Text>
          {suppression.reason === 'complaint' && <Notice tone="bad">{say.liftComplaint}</Notice>}
          <Textarea
            label={say.liftReason}
            description={say.liftHint}
            maxLength={2_000}
            autosize
            minRows={2}
            maxRows={8}
            value={reason}
            error={tried && reason.trim() === '' ? missing : undefined}
            onChange={({ currentTarget: { value } }) => setReason(value)}
          />
          {lift.isError && <Failure error={lift.error} />}
          <Group justify="end">
            <Button variant="default" onClick={close}>
              {cancel}
            </Button>
            <Button type="submit" color="red" loading={lift.isPending}>
              {say.liftNow}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
