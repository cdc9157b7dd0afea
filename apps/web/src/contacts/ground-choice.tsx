import { Radio, Stack, TextInput } from '@mantine/core';
import { useWords } from '../language/language.tsx';
import { type Basis, words } from './words.ts';

/** On which ground people may be written to, and where it comes from; nothing is chosen for anybody. */
export type Ground = { basis: Basis | undefined; source: string };

/** Nothing chosen yet. */
export const noGround: Ground = { basis: undefined, source: '' };

const bases: readonly Basis[] = ['consent', 'self_notified', 'business_relationship', 'published_address'];

/** Asks for the ground, as the law does. `tried`: what is missing is pointed out. */
export function GroundChoice(props: { ground: Ground; change: (ground: Ground) => void; tried: boolean }) {
  const { ground, change, tried } = props;
  const say = useWords(words);
  return (
    <Stack gap="md">
      <Radio.Group
        label={say.basis}
        value={ground.basis ?? ''}
        error={tried && ground.basis === undefined ? say.missing : undefined}
        onChange={(value) => change({ ...ground, basis: bases.find((one) => one === value) })}
      >
        <Stack gap="xs" my="xs">
          {bases.map((basis) => (
            <Radio key={basis} value={basis} label={say.bases[basis].name} description={say.bases[basis].meaning} />
          ))}
        </Stack>
      </Radio.Group>
      <TextInput
        label={say.source}
        description={say.sourceHint}
        maxLength={500}
        value={ground.source}
        error={tried && ground.source.trim() === '' ? say.missing : undefined}
        onChange={({ currentTarget: { value } }) => change({ ...ground, source: value })}
      />
    </Stack>
  );
}

/** The ground as the API takes it; undefined while something is missing. */
export function groundOf({ basis, source }: Ground): { basis: Basis; source: string } | undefined {
  return basis === undefined || source.trim() === '' ? undefined : { basis, source: source.trim() };
}
