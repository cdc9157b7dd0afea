import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type Asked, call } from '../api/call.ts';

/** What a workspace is told to change. */
export type WorkspaceChange = Asked<'PATCH /workspace'>['body'];

/** The workspace's own values, and how to change them. */
export function useWorkspace() {
  const client = useQueryClient();
  const workspace = useQuery({ queryKey: ['workspace'], queryFn: () => call('GET /workspace', {}) });
  const change = useMutation({
    mutationFn: (body: WorkspaceChange) => call('PATCH /workspace', { body }),
    onSuccess: async (now) => {
      client.setQueryData(['workspace'], now);
      // Its name stands in the frame of every page.
      await client.invalidateQueries({ queryKey: ['session'] });
      await client.invalidateQueries({ queryKey: ['overview'] });
    },
  });
  return { workspace, change };
}
