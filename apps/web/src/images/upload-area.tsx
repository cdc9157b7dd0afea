import { Button, FileButton, Text } from '@mantine/core';
import { type DragEvent, useState } from 'react';
import type { Image } from '../api/generated/operations.ts';
import { useFormat } from '../language/format.ts';
import { isProblem } from '../api/problem.ts';
import { sayProblem } from '../findings/say-problem.ts';
import { useLanguage, useWords } from '../language/language.tsx';
import { Notice } from '../look/notice.tsx';
import { type Refused, useUpload } from './use-images.ts';
import { words } from './words.ts';

/** Takes pictures by a button, or dropped. `uploaded` hears of the last one that was taken. */
export function UploadArea({ uploaded }: { uploaded?: (image: Image) => void }) {
  const say = useWords(words);
  const { upload, uploading, refused } = useUpload();
  const [over, setOver] = useState(false);
  const take = async (files: readonly File[]) => {
    const last = await upload(files);
    if (last !== undefined) uploaded?.(last);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void take([...event.dataTransfer.files]);
  };
  return (
    <div
      className="drop"
      data-over={over}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <FileButton multiple accept="image/png,image/jpeg,image/gif,image/webp" onChange={(files) => void take(files)}>
        {(props) => (
          <Button {...props} loading={uploading !== undefined}>
            {say.upload}
          </Button>
        )}
      </FileButton>
      <Text size="sm" className="quiet">
        {say.drop}
      </Text>
      <div role="status">{uploading !== undefined && <Text size="sm">{say.uploading(uploading)}</Text>}</div>
      {refused.length > 0 && <NotTaken refused={refused} />}
    </div>
  );
}

function NotTaken({ refused }: { refused: readonly Refused[] }) {
  const say = useWords(words);
  const { language } = useLanguage();
  const format = useFormat();
  const why = (one: Refused) => {
    switch (one.kind) {
      case 'too-large':
        return say.tooLarge(one.name, format.number(Math.round(one.bytes / 100_000) / 10));
      case 'other-kind':
        return say.otherKind(one.name);
      case 'refused':
        return say.refused(one.name, isProblem(one.error) ? sayProblem(one.error, language) : one.error.message);
    }
  };
  return (
    <Notice tone="bad" role="alert">
      <ul className="findings">
        {refused.map((one) => (
          <li key={one.name}>{why(one)}</li>
        ))}
      </ul>
    </Notice>
  );
}
