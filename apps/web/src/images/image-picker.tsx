import { Button, Modal, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Image } from '../api/generated/operations.ts';
import { useWords } from '../language/language.tsx';
import { ImageGrid } from './image-grid.tsx';
import { UploadArea } from './upload-area.tsx';
import { words } from './words.ts';

type Shown = {
  what: string;
  /** `alt` is what the picture shows, in words; empty unless it was asked for. */
  choose: (image: Image, alt: string) => void;
  /** Whether to ask for words in its place. */
  describe?: boolean;
};

/** Chooses a picture of the library, or uploads one, for a place that `what` names. */
export function ImagePicker({ what, choose, describe = false }: Shown) {
  const say = useWords(words);
  const [opened, setOpened] = useState(false);
  const [alt, setAlt] = useState('');
  const take = (image: Image) => {
    setOpened(false);
    setAlt('');
    choose(image, alt.trim());
  };
  return (
    <>
      <Button size="compact-xs" variant="subtle" aria-label={say.chooseFor(what)} onClick={() => setOpened(true)}>
        {say.choose}
      </Button>
      <Modal
        opened={opened}
        onClose={() => setOpened(false)}
        size="60rem"
        title={<Text fw={650}>{say.images}</Text>}
        closeButtonProps={{ 'aria-label': say.close }}
      >
        {describe && (
          <TextInput
            mb="md"
            label={say.alt}
            description={say.altHint}
            maxLength={300}
            value={alt}
            onChange={({ currentTarget: { value } }) => setAlt(value)}
          />
        )}
        <UploadArea {...(describe ? {} : { uploaded: take })} />
        <ImageGrid
          none={<Text className="quiet">{say.noneLead}</Text>}
          actions={(image) => (
            <Button
              size="compact-xs"
              variant="default"
              aria-label={say.chooseName(image.name)}
              onClick={() => take(image)}
            >
              {say.put}
            </Button>
          )}
        />
      </Modal>
    </>
  );
}
