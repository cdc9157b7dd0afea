import { Button, NativeSelect, Popover, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../api/call.ts';
import { useFormat } from '../language/format.ts';
import { useWords } from '../language/language.tsx';
import { mergeField } from './merge-field.ts';
import { words } from './words.ts';

/** The fields that contacts have, and how many people were looked at. */
export function useMergeFields() {
  return useQuery({ queryKey: ['merge-fields'], queryFn: () => call('GET /merge-fields', {}), staleTime: 60_000 });
}

/** Chooses a field of the contacts, with words for those who have none, and writes it where the cursor is. `what` names where. */
export function MergePicker({
  insert,
  what,
  plain,
}: {
  insert: (text: string) => void;
  what: string;
  plain?: boolean;
}) {
  const say = useWords(words);
  const format = useFormat();
  const [opened, setOpened] = useState(false);
  const [picked, setPath] = useState<string>();
  const [fallBack, setFallBack] = useState('');
  const known = useMergeFields();
  const people = known.data?.people ?? 0;
  const fields = known.data?.fields ?? [];
  const path = picked ?? (fields[0] === undefined ? 'contact.email' : `contact.${fields[0].name}`);
  const chosen = fields.find(({ name }) => `contact.${name}` === path);
  const isPartial = chosen !== undefined && chosen.filled < people;
  const label = (name: string, filled: number) =>
    `${name} (${filled >= people ? say.always : say.filled(format.number(filled), format.number(people))})`;
  const more = Object.keys(say.links).filter((one) => plain !== true || !one.endsWith('_url'));
  return (
    <Popover opened={opened} onChange={setOpened} trapFocus withinPortal position="bottom-end" width={320}>
      <Popover.Target>
        <Button
          size="compact-xs"
          variant="subtle"
          aria-label={`${say.insert}: ${what}`}
          onClick={() => setOpened(!opened)}
        >
          {`{{ }} ${say.insert}`}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="sm">
          <NativeSelect
            label={say.whose}
            value={path}
            onChange={({ currentTarget: { value } }) => setPath(value)}
            data={[
              ...fields.map(({ name, filled }) => ({ value: `contact.${name}`, label: label(name, filled) })),
              ...more.map((one) => ({ value: one, label: say.links[one] ?? one })),
            ]}
          />
          {known.isSuccess && fields.length === 0 && (
            <Text size="xs" className="quiet">
              {say.noFields}
            </Text>
          )}
          {chosen !== undefined && (
            <TextInput
              label={say.fallBack}
              placeholder={say.fallBackHint}
              description={isPartial && fallBack.trim() === '' ? say.noFallBack : undefined}
              maxLength={100}
              value={fallBack}
              onChange={({ currentTarget: { value } }) => setFallBack(value)}
            />
          )}
          <Button
            size="xs"
            onClick={() => {
              setOpened(false);
              insert(mergeField(path, chosen === undefined ? '' : fallBack));
            }}
          >
            {say.put}
          </Button>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
