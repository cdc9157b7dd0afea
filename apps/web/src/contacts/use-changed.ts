import { useMutation, useQueryClient } from '@tanstack/react-query';

/** Something done to a person: when it is done, everything that is shown of them is asked for anew, and the dialog closes. */
export function useChanged<Done>(contactId: string, close: () => void, act: () => Promise<Done>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSuccess: async () => {
      close();
      await client.invalidateQueries({ queryKey: ['contact', contactId] });
      await client.invalidateQueries({ queryKey: ['contacts'] });
      await client.invalidateQueries({ queryKey: ['suppressions'] });
    },
  });
}
