import { Button, Group, Popover, TextInput, Title } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { MergePicker } from '../editor/merge-picker.tsx';
import { useWords } from '../language/language.tsx';
import { insertAtCursor } from './edit-words.ts';
import type { Canvas } from './open-canvas.ts';
import { fieldChip } from './shown-words.ts';
import { words as fieldWords } from './field-words.ts';
import { words } from './words.ts';

/** What can be done with words while they are edited in place. Presses in it do not end the editing; going anywhere else does. */
export function WordsBar({ canvas }: { canvas: Canvas }) {
  const say = useWords(words);
  const bar = useRef<HTMLElement>(null);
  useEffect(() => {
    const leave = ({ target }: FocusEvent) => {
      const isHere = target instanceof Element && (bar.current?.contains(target) || target.closest('[role=dialog]'));
      if (!isHere && target instanceof Element && target.tagName !== 'IFRAME') void canvas.leaveWords();
    };
    document.addEventListener('focusin', leave);
    return () => document.removeEventListener('focusin', leave);
  }, [canvas]);
  const run = (command: string, value?: string) => {
    const edited = canvas.words();
    if (edited === undefined) return;
    edited.element.focus();
    edited.element.ownerDocument.execCommand(command, false, value);
  };
  const insert = (field: string) => {
    const edited = canvas.words();
    if (edited !== undefined) insertAtCursor(edited, fieldChip(field));
  };
  const commands = {
    bold: say.bold,
    italic: say.italic,
    underline: say.underline,
    insertUnorderedList: say.list,
    removeFormat: say.plain,
  };
  return (
    <section ref={bar} onMouseDown={(event) => event.stopPropagation()}>
      <Title order={2} mb={6}>
        {say.text}
      </Title>
      <Group gap={6}>
        {Object.entries(commands).map(([command, label]) => (
          <Button key={command} size="compact-xs" variant="default" onClick={() => run(command)}>
            {label}
          </Button>
        ))}
        <LinkButton set={(address) => run('createLink', address)} unset={() => run('unlink')} />
        <Button size="compact-xs" onClick={() => void canvas.leaveWords()}>
          {say.done}
        </Button>
        <MergePicker what={say.names['mj-text'] ?? ''} insert={insert} />
      </Group>
    </section>
  );
}

function LinkButton({ set, unset }: { set: (address: string) => void; unset: () => void }) {
  const say = useWords(words);
  const hints = useWords(fieldWords);
  const [opened, setOpened] = useState(false);
  const [address, setAddress] = useState('https://');
  const isAddress = /^(https?:\/\/\S+|mailto:\S+|tel:\S+|\{\{\S[^{}]*\}\})$/.test(address.trim());
  return (
    <Popover opened={opened} onChange={setOpened} trapFocus withinPortal position="bottom-end" width={280}>
      <Popover.Target>
        <Button size="compact-xs" variant="default" onClick={() => setOpened(!opened)}>
          {say.link}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <TextInput
          label={say.linkTo}
          placeholder={hints.address}
          value={address}
          onChange={({ currentTarget: { value } }) => setAddress(value)}
        />
        <Group gap="xs" mt="sm">
          <Button
            size="xs"
            disabled={!isAddress}
            onClick={() => {
              setOpened(false);
              set(address.trim());
            }}
          >
            {say.setLink}
          </Button>
          <Button
            size="xs"
            variant="default"
            onClick={() => {
              setOpened(false);
              unset();
            }}
          >
            {say.unlink}
          </Button>
        </Group>
      </Popover.Dropdown>
    </Popover>
  );
}
