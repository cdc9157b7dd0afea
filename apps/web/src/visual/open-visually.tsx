import { Button } from '@mantine/core';
import { useWords } from '../language/language.tsx';
import { words } from './words.ts';

/** The way into the visual editor. It opens as a document of its own, for its policy is not that of the other pages; `before` is awaited first. */
export function OpenVisually({ address, before }: { address: string; before: () => Promise<void> }) {
  const say = useWords(words);
  return (
    <Button
      size="xs"
      variant="default"
      onClick={async () => {
        await before();
        window.location.assign(address);
      }}
    >
      {say.open}
    </Button>
  );
}
