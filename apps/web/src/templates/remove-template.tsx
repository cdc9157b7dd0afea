import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { call } from '../api/call.ts';
import { useWords } from '../language/language.tsx';
import { Confirm } from '../look/confirm.tsx';
import { words } from './own-words.ts';

/** Takes a template out of the gallery, after asking. */
export function RemoveTemplate({ id }: { id: string }) {
  const say = useWords(words);
  const client = useQueryClient();
  const go = useNavigate();
  const [asking, setAsking] = useState(false);
  const remove = useMutation({
    mutationFn: () => call('DELETE /templates/own/{id}', { path: { id } }),
    onSuccess: async () => {
      // Not even for a moment is it shown again.
      client.removeQueries({ queryKey: ['own-templates'] });
      await go('/templates');
    },
  });
  return (
    <div>
      <Button variant="subtle" color="gray" onClick={() => setAsking(true)}>
        {say.remove}
      </Button>
      <Confirm
        opened={asking}
        title={say.removeTitle}
        verb={say.removeIt}
        busy={remove.isPending}
        error={remove.error}
        onClose={() => setAsking(false)}
        onConfirm={() => remove.mutate()}
      >
        {say.removeLead}
      </Confirm>
    </div>
  );
}
