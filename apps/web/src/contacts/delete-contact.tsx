import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { call } from '../api/call.ts';
import type { Contact } from '../api/generated/operations.ts';
import { useWords } from '../language/language.tsx';
import { Dialog } from '../look/dialog.tsx';
import { Failure } from '../look/failure.tsx';
import { words as common } from '../look/words.ts';
import { words } from './contact-words.ts';

/** Deletes a person, once it has been said what goes, what stays and why, and what may be meant instead. */
export function DeleteContact({ contact, opened, close }: { contact: Contact; opened: boolean; close: () => void }) {
  const say = useWords(words);
  const { cancel } = useWords(common);
  const go = useNavigate();
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: () => call('DELETE /contacts/{id}', { path: { id: contact.id } }),
    onSuccess: async () => {
      await go('/contacts', { replace: true });
      client.removeQueries({ queryKey: ['contact', contact.id] });
      await client.invalidateQueries({ queryKey: ['contacts'] });
    },
  });
  return (
    <Dialog title={say.deleteTitle} opened={opened} close={close} wide>
      <Stack>
        <Text size="sm">{say.deleteGone}</Text>
        <Text size="sm">{say.deleteStays}</Text>
        <Text size="sm">{say.deleteInstead}</Text>
        {remove.isError && <Failure error={remove.error} />}
        <Group justify="end">
          <Button variant="default" onClick={close} data-autofocus>
            {cancel}
          </Button>
          <Button color="red" loading={remove.isPending} onClick={() => remove.mutate()}>
            {say.deleteNow}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
