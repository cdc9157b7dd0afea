import { Modal, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useWords } from '../language/language.tsx';
import { words } from './words.ts';

/** A question over the page, with its name, and a way out that has one, too. */
export function Dialog(props: {
  title: string;
  opened: boolean;
  close: () => void;
  wide?: boolean;
  children: ReactNode;
}) {
  const say = useWords(words);
  return (
    <Modal
      opened={props.opened}
      onClose={props.close}
      size={props.wide ? 'lg' : 'md'}
      title={
        <Text component="span" fw={650}>
          {props.title}
        </Text>
      }
      closeButtonProps={{ 'aria-label': say.close }}
    >
      {props.children}
    </Modal>
  );
}
