import { NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { type ChangeEvent, type ReactNode, useState } from 'react';
import { useWords } from '../language/language.tsx';
import type { PieceField } from './piece-fields.ts';
import { words } from './field-words.ts';

type Shown = { field: PieceField; value: string; write: (value: string) => void };

/** One attribute of a piece, asked for in its own way. */
export function PieceFieldInput({ field: { name, kind }, value, write }: Shown) {
  const say = useWords(words);
  const label = say.field[name];
  switch (kind) {
    case 'align':
    case 'vertical': {
      const options = Object.entries(kind === 'align' ? say.aligns : say.verticals);
      const known = options.some(([option]) => option === value) || value === '';
      return (
        <NativeSelect
          size="xs"
          label={label}
          value={value}
          onChange={({ currentTarget }) => write(currentTarget.value)}
          data={[
            { value: '', label: say.asBefore },
            ...options.map(([option, said]) => ({ value: option, label: said })),
            ...(known ? [] : [{ value, label: value }]),
          ]}
        />
      );
    }
    case 'colour':
    case 'size':
    case 'address':
    case 'words': {
      const hint = { colour: say.asBefore, size: say.asBefore, address: say.address, words: undefined };
      return (
        <SettledInput value={value} settle={write}>
          {(field) => (
            <TextInput
              size="xs"
              label={label}
              placeholder={hint[kind]}
              rightSection={kind === 'colour' ? <Swatch field={field} label={say.pickColour(label)} /> : undefined}
              {...field}
            />
          )}
        </SettledInput>
      );
    }
  }
}

/** What an input needs to show what is typed. */
type Field = {
  value: string;
  onChange: (event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) => void;
  onBlur: () => void;
};

/** The browser's own way to choose a colour; one that it cannot show is white there. */
function Swatch({ field: { value, onChange }, label }: { field: Field; label: string }) {
  return (
    <input
      type="color"
      className="swatch"
      aria-label={label}
      value={/^#[0-9a-f]{6}$/i.test(value) ? value : '#ffffff'}
      onChange={onChange}
    />
  );
}

const quietMs = 400;

/** Holds what is typed until nothing was typed for a moment, so that undoing takes back more than one key. */
export function SettledInput(props: {
  value: string;
  settle: (value: string) => void;
  children: (field: Field) => ReactNode;
}) {
  const [typed, setTyped] = useState<string>();
  const settle = useDebouncedCallback(
    (value: string) => {
      setTyped(undefined);
      props.settle(value);
    },
    { delay: quietMs, flushOnUnmount: true },
  );
  return props.children({
    value: typed ?? props.value,
    onChange: ({ currentTarget: { value } }) => {
      setTyped(value);
      settle(value);
    },
    onBlur: () => settle.flush(),
  });
}
