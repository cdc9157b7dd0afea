import { Button } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../api/call.ts';
import type { Image } from '../api/generated/operations.ts';
import { isProblem } from '../api/problem.ts';
import { useWords } from '../language/language.tsx';
import { Blank } from '../look/blank.tsx';
import { Failure } from '../look/failure.tsx';
import { Notice } from '../look/notice.tsx';
import { Page } from '../look/page.tsx';
import { ImageGrid } from './image-grid.tsx';
import { UploadArea } from './upload-area.tsx';
import { words } from './words.ts';

/** The workspace's pictures: upload, copy an address, take one out that nothing shows. */
export function ImagesPage() {
  const say = useWords(words);
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: ({ id }: Image) => call('DELETE /images/{id}', { path: { id } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['images'] }),
  });
  const inUse = isProblem(remove.error) && remove.error.status === 409;
  return (
    <Page title={say.images} note={say.lead}>
      <UploadArea />
      {inUse && (
        <Notice tone="mind" role="alert" title={remove.variables?.name ?? ''}>
          {say.inUse}
        </Notice>
      )}
      {remove.isError && !inUse && <Failure error={remove.error} />}
      <ImageGrid
        none={
          <div className="sheet">
            <Blank title={say.none} lead={say.noneLead} />
          </div>
        }
        actions={(image) => (
          <>
            <CopyAddress image={image} />
            <Button
              size="compact-xs"
              variant="subtle"
              color="gray"
              aria-label={say.removeName(image.name)}
              onClick={() => remove.mutate(image)}
            >
              {say.remove}
            </Button>
          </>
        )}
      />
    </Page>
  );
}

function CopyAddress({ image }: { image: Image }) {
  const say = useWords(words);
  const clipboard = useClipboard();
  return (
    <Button size="compact-xs" variant="subtle" onClick={() => clipboard.copy(image.url)}>
      {clipboard.copied ? say.copied : say.copy}
    </Button>
  );
}
