import { Button, Group, Stack, Text, Textarea, Title } from '@mantine/core';
import type { Component } from 'grapesjs';
import type { ReactNode } from 'react';
import { ImagePicker } from '../images/image-picker.tsx';
import { useWords } from '../language/language.tsx';
import { Notice } from '../look/notice.tsx';
import { readValue, writeValue } from './attribute-value.ts';
import { keptType } from './canvas-pieces.ts';
import { canEditInPlace } from './edit-words.ts';
import { keptName } from './kept-name.ts';
import { marks } from './marks.ts';
import { canStep, doubled, removePiece, step } from './move-pieces.ts';
import type { Canvas } from './open-canvas.ts';
import { PieceFieldInput, SettledInput } from './piece-field-input.tsx';
import { fieldsOf } from './piece-fields.ts';
import { words } from './words.ts';

type Shown = { canvas: Canvas; chosen: Component | undefined };

/** The chosen piece: what can be done with it, and what can be said of it. */
export function PiecePanel({ canvas, chosen }: Shown) {
  const say = useWords(words);
  if (chosen === undefined) {
    return (
      <section>
        <Title order={2} mb={6}>
          {say.piece}
        </Title>
        <Text size="sm" className="quiet">
          {say.nothingChosen}
        </Text>
      </section>
    );
  }
  const type = chosen.getType();
  const isKept = type === keptType;
  // What is said of a piece draws it anew; words that are being written in it would not be there yet.
  if (canvas.words() !== undefined) return null;
  const name = isKept ? keptName(chosen.get('content') ?? '', say) : (say.names[type] ?? type);
  return (
    <section key={chosen.cid}>
      <Title order={2} mb="sm">
        {say.piece}: {name}
      </Title>
      <Stack gap="sm">
        {type !== 'mj-body' && <Steps canvas={canvas} chosen={chosen} />}
        {isKept ? <Kept chosen={chosen} /> : <Own chosen={chosen} />}
      </Stack>
    </section>
  );
}

function Steps({ canvas: { editor }, chosen }: { canvas: Canvas; chosen: Component }) {
  const say = useWords(words);
  const button = (label: string, run: () => void, isPossible = true): ReactNode => (
    <Button size="compact-xs" variant="default" disabled={!isPossible} onClick={run}>
      {label}
    </Button>
  );
  return (
    <Group gap={6}>
      {button(say.up, () => step(editor, chosen, -1), canStep(chosen, -1))}
      {button(say.down, () => step(editor, chosen, 1), canStep(chosen, 1))}
      {button(say.double, () => doubled(editor, chosen), chosen.get('copyable') !== false)}
      {button(say.remove, () => removePiece(editor, chosen))}
    </Group>
  );
}

/** What stays as it is: its source, unless it is half of a pair. */
function Kept({ chosen }: { chosen: Component }) {
  const say = useWords(words);
  const isPair = chosen.get('pair') !== undefined;
  const source = chosen.get('content') ?? '';
  return (
    <>
      <Text size="sm" className="quiet">
        {isPair ? say.pairLead : say.keptLead}
      </Text>
      {isPair ? (
        <pre className="kept-source">{source}</pre>
      ) : (
        <SettledInput value={source} settle={(value) => chosen.set('content', value)}>
          {(field) => <Textarea label={say.keptSource} autosize minRows={3} maxRows={16} {...field} />}
        </SettledInput>
      )}
    </>
  );
}

/** What a piece of its own kind can be told. */
function Own({ chosen }: { chosen: Component }) {
  const say = useWords(words);
  const type = chosen.getType();
  const attributes: Record<string, string> = chosen.get('attributes') ?? {};
  const write = (name: string, value: string) => {
    if (value.trim() === '' && name !== 'alt') chosen.removeAttributes(name);
    else chosen.addAttributes({ [name]: writeValue(value) });
  };
  return (
    <>
      {type === 'mj-image' && (
        <Group>
          <ImagePicker
            what={say.names[type] ?? type}
            describe
            choose={({ url, width }, alt) =>
              chosen.addAttributes({ src: url, alt: writeValue(alt), width: `${Math.min(width, 600)}px` })
            }
          />
        </Group>
      )}
      {type === 'mj-text' && <Words chosen={chosen} />}
      {type === 'mj-button' && <ButtonWords chosen={chosen} />}
      {(fieldsOf[type] ?? []).map((field) => (
        <PieceFieldInput
          key={field.name}
          field={field}
          value={readValue(attributes[field.name] ?? '')}
          write={(value) => write(field.name, value)}
        />
      ))}
    </>
  );
}

function Words({ chosen }: { chosen: Component }) {
  const say = useWords(words);
  const html = chosen.get('content') ?? '';
  return (
    <>
      {chosen.get('editable') === false ? (
        <Notice tone="mind">{say.notInPlace}</Notice>
      ) : (
        <Button size="xs" variant="default" onClick={() => chosen.trigger('active')}>
          {say.write}
        </Button>
      )}
      <SettledInput value={html} settle={(value) => chosen.set({ content: value, editable: canEditInPlace(value) })}>
        {(field) => <Textarea label={say.wordsSource} autosize minRows={2} maxRows={14} {...field} />}
      </SettledInput>
    </>
  );
}

/** The words on a button: plain ones as they are read, others as HTML. */
function ButtonWords({ chosen }: { chosen: Component }) {
  const say = useWords(words);
  const html = chosen.get('content') ?? '';
  const isPlain = marks(html).every(({ kind }) => kind === 'words' || kind === 'field');
  return (
    <SettledInput
      value={isPlain ? readValue(html) : html}
      settle={(value) => chosen.set('content', isPlain ? writeValue(value) : value)}
    >
      {(field) => <Textarea label={say.buttonWords} autosize minRows={1} maxRows={4} {...field} />}
    </SettledInput>
  );
}
