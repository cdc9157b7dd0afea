import { Button, Group, SegmentedControl, Text } from '@mantine/core';
import { useRef, useState } from 'react';
import { useLanguage, useWords } from '../language/language.tsx';
import type { LetterTree } from './letter-tree.ts';
import { Palette } from './palette.tsx';
import { PiecePanel } from './piece-panel.tsx';
import { Structure } from './structure.tsx';
import { useCanvas } from './use-canvas.ts';
import { words } from './words.ts';
import { WordsBar } from './words-bar.tsx';
import { writeLetter } from './write-letter.ts';

/** A letter as it will look, to change by hand: pieces to put in on one side, what is chosen on the other. Load it lazily. */
export default function VisualEditor({ letter, change }: { letter: LetterTree; change: (source: string) => void }) {
  const say = useWords(words);
  const { language } = useLanguage();
  const [opened] = useState(letter);
  // What was opened is no change, whatever the canvas says while it draws it.
  const last = useRef<string>(undefined);
  last.current ??= writeLetter(opened);
  const { place, canvas } = useCanvas(opened, language, (source) => {
    if (source === last.current) return;
    last.current = source;
    change(source);
  });
  const chosen = canvas?.editor.getSelected();
  const [screen, setScreen] = useState('Desktop');
  const undo = canvas?.editor.UndoManager;
  return (
    <div className="visual-parts">
      <div className="visual-side">
        {canvas && <Palette canvas={canvas} />}
        {canvas && <Structure canvas={canvas} chosen={chosen} />}
      </div>
      <section className="visual-middle" aria-label={say.canvas}>
        <Group gap="xs" justify="space-between" className="visual-tools">
          <Group gap={6}>
            <Button size="compact-sm" variant="default" disabled={!undo?.hasUndo()} onClick={() => undo?.undo()}>
              {say.undo}
            </Button>
            <Button size="compact-sm" variant="default" disabled={!undo?.hasRedo()} onClick={() => undo?.redo()}>
              {say.redo}
            </Button>
          </Group>
          <SegmentedControl
            size="xs"
            aria-label={say.screen}
            value={screen}
            onChange={(value) => {
              setScreen(value);
              canvas?.editor.setDevice(value);
            }}
            data={[
              { value: 'Desktop', label: say.wide },
              { value: 'Mobile portrait', label: say.phone },
            ]}
          />
        </Group>
        {canvas === undefined && (
          <Text size="sm" className="quiet" role="status">
            {say.loading}
          </Text>
        )}
        <div ref={place} className="visual-canvas" />
      </section>
      <div className="visual-side">
        {canvas?.words() !== undefined && <WordsBar canvas={canvas} />}
        {canvas && <PiecePanel canvas={canvas} chosen={chosen} />}
      </div>
    </div>
  );
}
