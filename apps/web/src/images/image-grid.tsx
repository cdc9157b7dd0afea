import { Button, Center, Skeleton } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Image } from '../api/generated/operations.ts';
import { useFormat } from '../language/format.ts';
import { useWords } from '../language/language.tsx';
import { Failure } from '../look/failure.tsx';
import { ownAddress, useImages } from './use-images.ts';
import { words } from './words.ts';

type Shown = {
  /** What can be done with a picture, below it. */
  actions: (image: Image) => ReactNode;
  /** Instead of the pictures, where there are none. */
  none: ReactNode;
};

/** The library: every picture with its name and size, and what can be done with it. */
export function ImageGrid({ actions, none }: Shown) {
  const say = useWords(words);
  const format = useFormat();
  const images = useImages();
  const all = images.data?.pages.flatMap(({ items }) => items) ?? [];
  if (images.isError) return <Failure error={images.error} again={() => void images.refetch()} />;
  if (images.isPending) return <Skeleton height={220} />;
  if (all.length === 0) return none;
  return (
    <>
      <ul className="pictures">
        {all.map((image) => (
          <li key={image.id} className="sheet">
            <img src={ownAddress(image)} alt="" loading="lazy" width={image.width} height={image.height} />
            <div className="picture-words">
              <strong>{image.name}</strong>
              <span className="quiet numbers">
                {say.size(image.width, image.height, format.number(Math.ceil(image.sizeBytes / 1024)))}
              </span>
              <div className="picture-actions">{actions(image)}</div>
            </div>
          </li>
        ))}
      </ul>
      {images.hasNextPage && (
        <Center mt="lg">
          <Button variant="default" loading={images.isFetchingNextPage} onClick={() => void images.fetchNextPage()}>
            {say.more}
          </Button>
        </Center>
      )}
    </>
  );
}
