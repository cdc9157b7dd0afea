import { NativeSelect, Radio, Stack } from '@mantine/core';
import { useLists } from '../contacts/use-lists.ts';
import { useWords } from '../language/language.tsx';
import { words } from './words.ts';

/** How much a "no" stops; of a list, which. */
export type Scoped = { scope: 'list' | 'marketing' | 'all'; listId: string };

const scopes = ['list', 'marketing', 'all'] as const;

/** Asks how much stops. */
export function ScopeChoice(props: { label: string; scoped: Scoped; change: (scoped: Scoped) => void }) {
  const { label, scoped, change } = props;
  const say = useWords(words);
  const lists = useLists();
  const items = lists.data?.items ?? [];
  return (
    <Stack gap="xs">
      <Radio.Group
        label={label}
        value={scoped.scope}
        onChange={(value) => {
          const scope = scopes.find((one) => one === value) ?? 'marketing';
          change({ scope, listId: scope === 'list' ? scoped.listId || (items[0]?.id ?? '') : scoped.listId });
        }}
      >
        <Stack gap="xs" my="xs">
          {scopes.map((scope) => (
            <Radio
              key={scope}
              value={scope}
              label={say.scopeNames[scope]}
              disabled={scope === 'list' && items.length === 0}
            />
          ))}
        </Stack>
      </Radio.Group>
      {scoped.scope === 'list' && (
        <NativeSelect
          aria-label={say.scopeNames.list}
          value={scoped.listId}
          onChange={({ currentTarget: { value } }) => change({ ...scoped, listId: value })}
          data={items.map(({ id, name }) => ({ value: id, label: name }))}
        />
      )}
    </Stack>
  );
}

/** The scope as the API takes it. */
export function scopeOf({ scope, listId }: Scoped): { scope: Scoped['scope']; listId?: string } {
  return scope === 'list' ? { scope, listId } : { scope };
}
