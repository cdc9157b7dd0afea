import { Title } from '@mantine/core';
import type { Component } from 'grapesjs';
import { useWords } from '../language/language.tsx';
import { keptType } from './canvas-pieces.ts';
import { keptName } from './kept-name.ts';
import type { Canvas } from './open-canvas.ts';
import { words } from './words.ts';

type Shown = { canvas: Canvas; chosen: Component | undefined };

/** The letter's pieces as a list, to find and choose one by keyboard and by ear. */
export function Structure({ canvas, chosen }: Shown) {
  const say = useWords(words);
  const body = canvas.body();
  return (
    <section>
      <Title order={2} mb={6}>
        {say.structure}
      </Title>
      {body && (
        <ul className="structure">
          <Entry canvas={canvas} chosen={chosen} piece={body} />
        </ul>
      )}
    </section>
  );
}

function Entry({ canvas, chosen, piece }: Shown & { piece: Component }) {
  const name = useName(piece);
  const inside = piece.components().models;
  return (
    <li>
      <button type="button" aria-pressed={piece === chosen} onClick={() => choose(canvas, piece)}>
        {name}
      </button>
      {inside.length > 0 && (
        <ul>
          {inside.map((one) => (
            <Entry key={one.cid} canvas={canvas} chosen={chosen} piece={one} />
          ))}
        </ul>
      )}
    </li>
  );
}

function choose({ editor }: Canvas, piece: Component): void {
  editor.select(piece);
  piece.getEl()?.scrollIntoView({ block: 'nearest' });
}

function useName(piece: Component): string {
  const say = useWords(words);
  const content = piece.get('content') ?? '';
  if (piece.getType() === keptType) return keptName(content, say);
  const said = content
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
  const name = say.names[piece.getType()] ?? piece.getType();
  return said === '' ? name : `${name}: ${said.slice(0, 40)}`;
}
