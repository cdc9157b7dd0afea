import { Button, Group, Text, Title } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { call } from '../api/call.ts';
import type { CampaignWithCounts } from '../api/generated/operations.ts';
import { useFormat } from '../language/format.ts';
import { useWords } from '../language/language.tsx';
import { Failure } from '../look/failure.tsx';
import { words } from './follow-up-words.ts';

const groups = {
  got: ['accepted'],
  missed: ['bounced', 'failed', 'withheld'],
  uncertain: ['uncertain'],
} as const;
type Group = keyof typeof groups;

/** When a campaign is over: the next letter for those who got it, did not get it, or may have. A draft of the same content, for a segment. */
export function FollowUp({ campaign }: { campaign: CampaignWithCounts }) {
  const say = useWords(words);
  const format = useFormat();
  const client = useQueryClient();
  const go = useNavigate();
  const { id, name, counts, status } = campaign;
  const follow = useMutation({
    mutationFn: (group: Group) =>
      call('POST /campaigns/{id}/follow-up', {
        path: { id },
        body: {
          letters: groups[group],
          name: shortened(name, say.draftName),
          segmentName: shortened(name, say.segmentName[group]),
        },
      }),
    onSuccess: async (draft) => {
      await client.invalidateQueries({ queryKey: ['campaigns'] });
      await client.invalidateQueries({ queryKey: ['segments'], exact: true });
      await go(`/campaigns/${draft.id}/edit?step=audience`);
    },
  });
  if (status !== 'finished' && status !== 'cancelled') return null;
  const counted = (['got', 'missed', 'uncertain'] as const).map((group) => ({
    group,
    people: groups[group].reduce((sum, state) => sum + counts[state], 0),
  }));
  if (counted.every(({ people }) => people === 0)) return null;
  return (
    <section>
      <Title order={2}>{say.title}</Title>
      <Text className="quiet" size="sm" mb="sm">
        {say.lead}
      </Text>
      <Group gap="sm">
        {counted
          .filter(({ people }) => people > 0)
          .map(({ group, people }) => (
            <Button
              key={group}
              variant="default"
              loading={follow.isPending && follow.variables === group}
              disabled={follow.isPending}
              onClick={() => follow.mutate(group)}
            >
              {say.to[group](format.number(people))}
            </Button>
          ))}
      </Group>
      {follow.isError && <Failure error={follow.error} />}
    </section>
  );
}

/** Names have 200 characters at most. */
function shortened(name: string, made: (name: string) => string): string {
  const whole = made(name);
  return whole.length <= 200 ? whole : made(`${name.slice(0, 120).toWellFormed()}…`);
}
