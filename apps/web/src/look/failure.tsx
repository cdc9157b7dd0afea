import { Button, Group, Text } from '@mantine/core';
import { isProblem } from '../api/problem.ts';
import { useWords } from '../language/language.tsx';
import { words } from './words.ts';
import { Notice } from './notice.tsx';

/** Something could not be read or done: the API's own sentence where it gave one, and a way to try again. */
export function Failure({ error, again }: { error: Error; again?: () => void }) {
  const say = useWords(words);
  const known = isProblem(error);
  return (
    <Notice tone="bad" role="alert" title={known ? say.failed : say.unreachable}>
      <Group justify="space-between" gap="md">
        <Text size="sm">{known ? error.message : say.unreachableLead}</Text>
        {again && (
          <Button size="xs" variant="default" onClick={again}>
            {say.again}
          </Button>
        )}
      </Group>
    </Notice>
  );
}
