import { Button, Text, Title } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { call } from '../api/call.ts';
import type { OwnTemplate } from '../api/generated/operations.ts';
import { useFormat } from '../language/format.ts';
import { useWords } from '../language/language.tsx';
import { Failure } from '../look/failure.tsx';
import { Notice } from '../look/notice.tsx';
import { words } from './own-words.ts';

type Shown = {
  id: string;
  /** Sends what still waits, so that it is kept as well. */
  before: () => Promise<void>;
  restored: (template: OwnTemplate) => void;
};

/** What a template was before, and the way back to it. */
export function Versions({ id, before, restored }: Shown) {
  const say = useWords(words);
  const format = useFormat();
  const client = useQueryClient();
  const versions = useQuery({
    queryKey: ['own-template', id, 'seen', 'versions'],
    queryFn: () => call('GET /templates/own/{id}/versions', { path: { id } }),
  });
  const restore = useMutation({
    mutationFn: async (version: number) => {
      await before();
      return call('POST /templates/own/{id}/restore', { path: { id }, body: { version } });
    },
    onSuccess: async (template) => {
      restored(template);
      await client.invalidateQueries({ queryKey: ['own-template', id, 'seen'] });
    },
  });
  return (
    <section>
      <Title order={2} size="h5">
        {say.versions}
      </Title>
      <Text size="sm" className="quiet" mb="sm">
        {say.versionsLead}
      </Text>
      {versions.isError && <Failure error={versions.error} again={() => void versions.refetch()} />}
      {restore.isError && <Failure error={restore.error} />}
      {restore.isSuccess && (
        <Notice tone="good" role="status">
          {say.restored}
        </Notice>
      )}
      {versions.data?.items.length === 0 && <Text size="sm">{say.noVersions}</Text>}
      {versions.data !== undefined && versions.data.items.length > 0 && (
        <ul className="rows sheet">
          {versions.data.items.map(({ version, subject, writtenAt }) => (
            <li key={version}>
              <div className="row">
                <div className="row-main">
                  <div className="row-title">{say.version(version, format.moment(writtenAt))}</div>
                  <div className="row-note">{subject}</div>
                </div>
                <Button
                  size="xs"
                  variant="default"
                  loading={restore.isPending && restore.variables === version}
                  aria-label={say.restoreNamed(version)}
                  onClick={() => restore.mutate(version)}
                >
                  {say.restore}
                </Button>
              </div>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
