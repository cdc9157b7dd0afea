import { Button } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { useWords } from '../language/language.tsx';
import { words } from './words.ts';

/** Copies a text, and says for two seconds that it did. `of` names the text to those who only hear the button. */
export function CopyButton({ text, of }: { text: string; of: string }) {
  const say = useWords(words);
  const clipboard = useClipboard({ timeout: 2_000 });
  return (
    <Button
      size="compact-xs"
      variant="default"
      aria-label={`${say.copy}: ${of}`}
      className="copy"
      onClick={() => clipboard.copy(text)}
    >
      <span role="status">{clipboard.copied ? say.copied : say.copy}</span>
    </Button>
  );
}
