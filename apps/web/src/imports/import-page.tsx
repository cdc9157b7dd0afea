import { Anchor, Button, Group, NativeSelect, Progress, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { GroundChoice, groundOf, noGround } from '../contacts/ground-choice.tsx';
import { useLists } from '../contacts/use-lists.ts';
import { useFormat } from '../language/format.ts';
import { useWords } from '../language/language.tsx';
import { Failure } from '../look/failure.tsx';
import { Notice } from '../look/notice.tsx';
import { Page } from '../look/page.tsx';
import { type ChosenFile, linesOf, wholeOf } from './chosen-file.ts';
import { DropZone } from './drop-zone.tsx';
import { PreviewTable } from './preview-table.tsx';
import { UploadBrokenError, uploadFile } from './upload-file.ts';
import { usePreview } from './use-preview.ts';
import { words } from './words.ts';

/** From a file to people on a list: the file, how it is read, where it goes and on what ground. Nothing is lost when it is refused. */
export function ImportPage() {
  const say = useWords(words);
  const format = useFormat();
  const go = useNavigate();
  const [search] = useSearchParams();
  const lists = useLists();
  const [chosen, setChosen] = useState<ChosenFile>();
  const [list, setList] = useState(search.get('list') ?? '');
  const [ground, setGround] = useState(noGround);
  const [tried, setTried] = useState(false);
  const [share, setShare] = useState(0);
  const { preview, uses, correct } = usePreview(chosen);
  const named = groundOf(ground);
  const ready = list !== '' && named !== undefined && uses.filter((use) => use === 'email').length === 1;
  const start = useMutation({
    mutationFn: async () => {
      if (chosen === undefined || named === undefined) return;
      setShare(0);
      const query = { ...named, columns: JSON.stringify(uses) };
      const { id } = await uploadFile({ path: { id: list }, query }, wholeOf(chosen), setShare);
      const lines = await linesOf(chosen).catch(() => undefined);
      await go(`/contacts/imports/${id}${lines === undefined ? '' : `?lines=${lines}`}`);
    },
  });
  return (
    <Page title={say.title} note={say.lead}>
      <Stack gap="xl">
        {chosen === undefined && <DropZone take={(file) => setChosen({ file, as: 'found' })} />}
        {chosen !== undefined && (
          <>
            <Group justify="space-between" className="sheet sheet-pad">
              <div>
                <div className="row-title">{say.file(chosen.file.name, format.bytes(chosen.file.size))}</div>
                <Anchor component="button" type="button" size="sm" onClick={() => setChosen(undefined)}>
                  {say.another}
                </Anchor>
              </div>
              <NativeSelect
                label={say.encoding}
                value={chosen.as}
                onChange={({ currentTarget: { value } }) =>
                  setChosen({ file: chosen.file, as: value === 'shift_jis' ? 'shift_jis' : 'found' })
                }
                data={[
                  {
                    value: 'found',
                    label: say.found(
                      preview.data && chosen.as === 'found' ? say.encodings[preview.data.encoding] : '…',
                    ),
                  },
                  { value: 'shift_jis', label: say.asShiftJis },
                ]}
              />
            </Group>
            {preview.isError && <Failure error={preview.error} again={() => void preview.refetch()} />}
            {preview.isPending && <Skeleton height={280} />}
            {preview.data && <PreviewTable preview={preview.data} uses={uses} change={correct} />}
          </>
        )}
        {preview.data && (
          <>
            <section className="sheet sheet-pad narrow">
              <Title order={2} mb="sm">
                {say.into}
              </Title>
              {lists.isError && <Failure error={lists.error} again={() => void lists.refetch()} />}
              <NativeSelect
                label={say.list}
                value={list}
                error={tried && list === '' ? say.chooseList : undefined}
                onChange={({ currentTarget: { value } }) => setList(value)}
                data={[
                  { value: '', label: say.chooseList },
                  ...(lists.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name })),
                ]}
              />
              {lists.data?.items.length === 0 && (
                <Anchor component={Link} to="/contacts/lists" size="sm">
                  {say.newList}
                </Anchor>
              )}
            </section>
            <section className="sheet sheet-pad narrow">
              <Title order={2}>{say.ground}</Title>
              <Text className="quiet" size="sm" mb="sm">
                {say.groundLead}
              </Text>
              <GroundChoice ground={ground} change={setGround} tried={tried} />
            </section>
            <div role="status">
              {start.isPending && (
                <>
                  <Text size="sm" mb={6}>
                    {say.uploading(format.percent(share))}
                  </Text>
                  <Progress value={share * 100} aria-label={say.uploading('')} />
                </>
              )}
            </div>
            {start.error instanceof UploadBrokenError && (
              <Notice tone="bad" role="alert">
                {say.interrupted}
              </Notice>
            )}
            {start.isError && !(start.error instanceof UploadBrokenError) && <Failure error={start.error} />}
            <div>
              <Button
                size="md"
                loading={start.isPending}
                onClick={() => {
                  setTried(true);
                  if (ready) start.mutate();
                }}
              >
                {say.start}
              </Button>
            </div>
          </>
        )}
      </Stack>
    </Page>
  );
}
