import { Button } from '@mantine/core';
import { type DragEvent, useRef, useState } from 'react';
import { useWords } from '../language/language.tsx';
import { words } from './words.ts';

/** Where a file is dropped, or chosen. Only its name and size are read here. */
export function DropZone({ take, hint }: { take: (file: File) => void; hint?: string }) {
  const say = useWords(words);
  const [over, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);

  function drop(event: DragEvent) {
    event.preventDefault();
    setOver(false);
    const [file] = event.dataTransfer.files;
    if (file !== undefined) take(file);
  }

  return (
    <div
      className="drop"
      data-over={over || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <strong>{say.drop}</strong>
      <p className="quiet">{hint ?? say.dropHint}</p>
      <Button onClick={() => input.current?.click()}>{say.choose}</Button>
      <input
        ref={input}
        hidden
        type="file"
        accept=".csv,.tsv,.txt,text/csv,text/plain"
        aria-label={say.choose}
        onChange={({ currentTarget }) => {
          const [file] = currentTarget.files ?? [];
          // The same file, mended, may be chosen again.
          currentTarget.value = '';
          if (file !== undefined) take(file);
        }}
      />
    </div>
  );
}
