import { Button, Group, Text } from '@mantine/core';
import { isProblem } from '../api/problem.ts';
import { sayProblem } from '../findings/say-problem.ts';
import { useLanguage, useWords } from '../language/language.tsx';
import { words } from './words.ts';
import { Notice } from './notice.tsx';

/** Something could not be read or done: what the API says where it answered, and a way to try again. */
export function Failure({ error, again }: { error: Error; again?: () => void }) {
  const say = useWords(words);
  const { language } = useLanguage();
  const known = isProblem(error);
  return (
    <Notice tone="bad" role="alert" title={known ? say.failed : say.unreachable}>
      <Group justify="space-between" gap="md">
        <Text size="sm">{known ? sayProblem(error, language) : say.unreachableLead}</Text>
        {again && (
          <Button size="xs" variant="default" onClick={again}>
            {say.again}
          </Button>
        )}
      </Group>
    </Notice>
  );
}
