import { Anchor, Checkbox, Stack, Text, Title } from '@mantine/core';
import { Link } from 'react-router';
import type { Campaign, List } from '../api/generated/operations.ts';
import { useWords } from '../language/language.tsx';
import { Failure } from '../look/failure.tsx';
import { useSegments } from '../segments/use-segments.ts';
import { words } from './narrow-words.ts';
import type { Change } from './use-draft.ts';

type Shown = { draft: Campaign; lists: readonly List[]; change: (next: Change) => void };

/** Which segments narrow the lists, and which lists and segments are left out. Nothing can be chosen on both sides. */
export function Narrowed({ draft, lists, change }: Shown) {
  const say = useWords(words);
  const segments = useSegments();
  const kept = segments.data?.items ?? [];
  const out = [
    ...lists.filter(({ id }) => !draft.lists.includes(id)),
    ...kept.filter(({ id }) => !draft.segments.includes(id)).map(({ id, name }) => ({ id, name: say.segment(name) })),
  ];
  return (
    <>
      <Title order={2} mt="xl">
        {say.narrow}
      </Title>
      <Text className="quiet" size="sm" mb="md">
        {say.narrowLead}
      </Text>
      {segments.isError && <Failure error={segments.error} again={() => void segments.refetch()} />}
      {segments.isSuccess && kept.length === 0 && (
        <Text size="sm">
          {say.noSegments}{' '}
          <Anchor component={Link} to="/contacts/segments/new" underline="always">
            {say.make}
          </Anchor>
        </Text>
      )}
      {kept.length > 0 && (
        <Choice
          name={say.narrow}
          of={kept.filter(({ id }) => !draft.exclude.includes(id))}
          chosen={draft.segments}
          choose={(chosen) => change({ segments: chosen })}
        />
      )}
      {out.length > 0 && (
        <>
          <Title order={2} mt="xl">
            {say.exclude}
          </Title>
          <Text className="quiet" size="sm" mb="md">
            {say.excludeLead}
          </Text>
          <Choice name={say.exclude} of={out} chosen={draft.exclude} choose={(chosen) => change({ exclude: chosen })} />
        </>
      )}
    </>
  );
}

type Named = { id: string; name: string };

function Choice(props: {
  name: string;
  of: readonly Named[];
  chosen: readonly string[];
  choose: (chosen: string[]) => void;
}) {
  return (
    <Checkbox.Group
      aria-label={props.name}
      value={[...props.chosen]}
      onChange={props.choose}
      className="sheet sheet-pad"
    >
      <Stack gap="sm">
        {props.of.map(({ id, name }) => (
          <Checkbox key={id} value={id} label={name} />
        ))}
      </Stack>
    </Checkbox.Group>
  );
}
