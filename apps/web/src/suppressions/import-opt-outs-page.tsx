import { Anchor, Button, Group, Stack } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { call } from '../api/call.ts';
import type { ImportedOptOuts } from '../api/generated/operations.ts';
import { type Came, HowItCame, toldOf } from '../contacts/how-it-came.tsx';
import { DropZone } from '../imports/drop-zone.tsx';
import { words as importWords } from '../imports/words.ts';
import { useFormat } from '../language/format.ts';
import { useWords } from '../language/language.tsx';
import { Failure } from '../look/failure.tsx';
import { Notice } from '../look/notice.tsx';
import { Page } from '../look/page.tsx';
import { useWho } from '../session/session-gate.tsx';
import { OptOutTally } from './opt-out-tally.tsx';
import { ScopeChoice, type Scoped, scopeOf } from './scope-choice.tsx';
import { words } from './words.ts';

const mostBytes = 16_777_216;

/** From another system's export to suppressions: the file, what those in it refuse, and what became of every line. */
export function ImportOptOutsPage() {
  const say = useWords(words);
  const { another, file: named } = useWords(importWords);
  const format = useFormat();
  const { user } = useWho();
  const client = useQueryClient();
  const [file, setFile] = useState<File>();
  const [scoped, setScoped] = useState<Scoped>({ scope: 'marketing', listId: '' });
  const [came, setCame] = useState<Came>({ channel: 'other', note: '' });
  const add = useMutation({
    mutationFn: (chosen: File): Promise<ImportedOptOuts> => {
      // It travels in the address, as one line.
      const told = toldOf({ ...came, note: came.note.replace(/\s+/g, ' ') }, user);
      const body = chosen.slice(0, chosen.size, 'text/csv');
      return call('POST /suppressions/imports', { query: { ...scopeOf(scoped), ...told }, body });
    },
    onSuccess: async () => {
      setFile(undefined);
      await client.invalidateQueries({ queryKey: ['suppressions'] });
      await client.invalidateQueries({ queryKey: ['contacts'] });
    },
  });
  const isTooLarge = file !== undefined && file.size > mostBytes;
  if (add.data !== undefined) {
    return (
      <Page title={say.importedTitle} note={add.data.system && say.readAs(add.data.system)}>
        <Stack gap="xl">
          <OptOutTally imported={add.data} />
          <Group gap="sm">
            <Button component={Link} to="/contacts/suppressions">
              {say.back}
            </Button>
            <Button variant="default" onClick={() => add.reset()}>
              {say.import}
            </Button>
          </Group>
        </Stack>
      </Page>
    );
  }
  return (
    <Page title={say.importTitle} note={say.importLead}>
      <Stack gap="xl">
        {file === undefined && <DropZone take={setFile} hint={say.systems} />}
        {file !== undefined && (
          <section className="sheet sheet-pad">
            <div className="row-title">{named(file.name, format.bytes(file.size))}</div>
            <Anchor component="button" type="button" size="sm" onClick={() => setFile(undefined)}>
              {another}
            </Anchor>
          </section>
        )}
        <section className="sheet sheet-pad narrow">
          <Stack>
            <ScopeChoice label={say.refuse} scoped={scoped} change={setScoped} />
            <HowItCame came={came} change={setCame} label={say.note} hint={say.noteHint} />
          </Stack>
        </section>
        {isTooLarge && <Notice tone="bad">{say.tooLarge}</Notice>}
        {add.isError && <Failure error={add.error} />}
        <div>
          <Button
            size="md"
            disabled={file === undefined || isTooLarge}
            loading={add.isPending}
            onClick={() => file && add.mutate(file)}
          >
            {say.importNow}
          </Button>
        </div>
      </Stack>
    </Page>
  );
}
