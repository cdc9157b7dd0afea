import { Switch, Text, Title } from '@mantine/core';
import type { Workspace } from '../api/generated/operations.ts';
import { useWords } from '../language/language.tsx';
import { Failure } from '../look/failure.tsx';
import type { useWorkspace } from './use-workspace.ts';
import { words } from './words.ts';

/** Whether people may also leave by answering a newsletter. It is kept as soon as it is switched. */
export function StopByReply({ kept, change }: { kept: Workspace; change: ReturnType<typeof useWorkspace>['change'] }) {
  const say = useWords(words);
  const mine = change.variables?.stopByReply !== undefined;
  return (
    <section className="sheet sheet-pad">
      <Title order={2}>{say.replies}</Title>
      <Text className="quiet" size="sm" mb="md">
        {say.repliesLead}
      </Text>
      <Switch
        label={say.stopByReply}
        checked={kept.stopByReply}
        disabled={change.isPending}
        onChange={({ currentTarget: { checked } }) => change.mutate({ stopByReply: checked })}
      />
      {mine && change.isError && <Failure error={change.error} />}
    </section>
  );
}
