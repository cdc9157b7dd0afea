import { Button, Group, Modal, Text } from '@mantine/core';
import { useWords } from '../language/language.tsx';
import { CopyButton } from './copy-button.tsx';
import { words } from './words.ts';

/** A secret that is shown this once: it closes by its button alone, so that no stray key or click loses it. */
export function SecretOnce(props: { title: string; lead: string; secret: string; of: string; onClose: () => void }) {
  const say = useWords(words);
  return (
    <Modal
      opened
      onClose={() => undefined}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      title={<Text fw={650}>{props.title}</Text>}
    >
      <Text size="sm" mb="md">
        {props.lead}
      </Text>
      <div className="secret">
        <code>{props.secret}</code>
        <CopyButton text={props.secret} of={props.of} />
      </div>
      <Group justify="end" mt="lg">
        <Button onClick={props.onClose}>{say.keptIt}</Button>
      </Group>
    </Modal>
  );
}
