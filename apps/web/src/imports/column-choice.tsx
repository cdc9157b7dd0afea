import { NativeSelect, TextInput } from '@mantine/core';
import type { ImportPreview } from '../api/generated/operations.ts';
import { useWords } from '../language/language.tsx';
import { words } from './words.ts';

type Column = ImportPreview['columns'][number];

/** What one column is read as: the address, a field under a name, or nothing. */
export function ColumnChoice(props: { column: Column; number: number; use: string; change: (use: string) => void }) {
  const { column, number, use, change } = props;
  const say = useWords(words);
  const kind = use === 'email' || use === '' ? use : 'field';
  const named = column.header === null || column.header === '' ? `column${number}` : column.header;
  return (
    <div className="column">
      <NativeSelect
        size="xs"
        aria-label={say.column(number, column.header ?? '')}
        value={kind}
        onChange={({ currentTarget: { value } }) => change(value === 'field' ? named.slice(0, 100) : value)}
        data={[
          { value: 'email', label: say.email },
          { value: 'field', label: say.field },
          { value: '', label: say.skip },
        ]}
      />
      {kind === 'field' && (
        <TextInput
          size="xs"
          aria-label={say.fieldName(number)}
          maxLength={100}
          value={use}
          onChange={({ currentTarget: { value } }) => change(value)}
        />
      )}
    </div>
  );
}
