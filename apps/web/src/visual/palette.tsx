import { Text, Title } from '@mantine/core';
import { useLanguage, useWords } from '../language/language.tsx';
import { type BlockName, blockNames, newPiece, sectionAround } from './blocks.ts';
import { placePiece } from './move-pieces.ts';
import type { Canvas } from './open-canvas.ts';
import type { Piece } from './letter-tree.ts';
import { words } from './words.ts';
import { writePiece } from './write-letter.ts';

/** The pieces that can be put in: by a press where somebody is, or dragged to where they shall stand. */
export function Palette({ canvas }: { canvas: Canvas }) {
  const say = useWords(words);
  const { language } = useLanguage();
  const { editor } = canvas;
  const put = (piece: Piece) => {
    const body = canvas.body();
    if (body === undefined) return;
    placePiece(editor, body, canvas.prepare(piece), () => canvas.prepare(sectionAround(writePiece(piece))));
  };
  const drag = (name: BlockName, data: DataTransfer) => {
    // Some browsers drag nothing that carries nothing.
    data.setData('text/plain', say.block[name]);
    editor.getModel().set('dragSource', { content: canvas.prepare(newPiece(name, language)) });
  };
  return (
    <section>
      <Title order={2} mb={6}>
        {say.blocks}
      </Title>
      <Text size="xs" className="quiet" mb="sm">
        {say.blocksLead}
      </Text>
      <div className="palette">
        {blockNames.map((name) => (
          <button
            key={name}
            type="button"
            draggable
            onClick={() => put(newPiece(name, language))}
            onDragStart={({ dataTransfer }) => drag(name, dataTransfer)}
            onDragEnd={() => editor.getModel().set('dragSource', undefined)}
          >
            {say.block[name]}
          </button>
        ))}
      </div>
    </section>
  );
}
