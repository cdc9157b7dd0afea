import { Button, Group, Modal, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useWords } from '../language/language.tsx';
import { Failure } from './failure.tsx';
import { words } from './words.ts';

type Asked = {
  opened: boolean;
  title: string;
  verb: string;
  /** What stepping back is called, where that says more than "cancel". */
  keep?: string;
  busy: boolean;
  error: Error | null;
  onClose: () => void;
  onConfirm: () => void;
  children: ReactNode;
};

/** A question before something that cannot be taken back: what will happen, a way out that the keyboard finds first, and the verb itself. */
export function Confirm({ opened, title, verb, keep, busy, error, onClose, onConfirm, children }: Asked) {
  const say = useWords(words);
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={<Text fw={650}>{title}</Text>}
      closeButtonProps={{ 'aria-label': say.close }}
    >
      <Text size="sm" mb="lg" component="div">
        {children}
      </Text>
      {error && <Failure error={error} />}
      <Group justify="end" mt="md">
        <Button variant="default" onClick={onClose} data-autofocus>
          {keep ?? say.cancel}
        </Button>
        <Button color="red" loading={busy} onClick={onConfirm}>
          {verb}
        </Button>
      </Group>
    </Modal>
  );
}
