import { Box, Button, Group, Modal, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { Campaign } from '../api/generated/operations.ts';
import { useLanguage, useWords } from '../language/language.tsx';
import { Failure } from '../look/failure.tsx';
import { Notice } from '../look/notice.tsx';
import { TemplateGrid } from '../templates/template-grid.tsx';
import { TemplateSearch, useSought } from '../templates/template-search.tsx';
import { isForLists, sought as those, useTemplates } from '../templates/use-templates.ts';
import { useOffered, useOwnTemplates } from '../templates/use-own-templates.ts';
import { categories, words as templateWords } from '../templates/words.ts';
import { beginFrom, sourceOf } from './begin-from.ts';
import { firstSource } from './first-source.ts';
import { TemplateStart } from './template-start.tsx';
import type { Change } from './use-draft.ts';
import { words } from './words.ts';

const kinds = categories.filter((kind) => kind !== 'system');

/** What the letter is written with: a template, seen in small, or a source of one's own. Whatever was there can be taken back. */
export function TemplateChoice({ draft, change }: { draft: Campaign; change: (next: Change) => void }) {
  const say = useWords(words);
  const [choosing, setChoosing] = useState(false);
  const [before, setBefore] = useState<Change>();
  const isBlank = draft.template === null && draft.mjml === null && draft.html === null && draft.text === null;
  const write = (next: Change) => {
    const { template, mjml, html, text, data } = draft;
    setBefore(isBlank ? undefined : { template, mjml, html, text, data: { ...data } });
    change({ template: null, mjml: null, html: null, text: null, ...next });
    setChoosing(false);
  };
  const choose = useMutation({
    mutationFn: (name: string) => beginFrom(name, draft.locale),
    onSuccess: ({ template, data }) => write({ template, data }),
  });
  const source = useMutation({
    mutationFn: async () => (draft.template === null ? { mjml: firstSource } : sourceOf(draft.template, draft.locale)),
    onSuccess: (parts) => write(parts),
  });
  const buttons = (
    <Group gap="xs">
      <Button variant={isBlank ? 'filled' : 'default'} size="xs" onClick={() => setChoosing(true)}>
        {draft.template === null ? say.chooseTemplate : say.chooseAnother}
      </Button>
      {draft.mjml === null && (
        <Button variant="default" size="xs" loading={source.isPending} onClick={() => source.mutate()}>
          {draft.template === null ? say.ownSource : say.editSource}
        </Button>
      )}
    </Group>
  );
  return (
    <section>
      <Text fw={500} size="sm" mb={6}>
        {say.template}
      </Text>
      {draft.template === null ? (
        buttons
      ) : (
        <TemplateStart name={draft.template} locale={draft.locale}>
          {buttons}
        </TemplateStart>
      )}
      {choose.isError && <Failure error={choose.error} />}
      {source.isError && <Failure error={source.error} />}
      {before !== undefined && (
        <Box mt="sm">
          <Notice tone="good" role="status">
            <Group justify="space-between" gap="sm">
              <Text size="sm">{say.replaced}</Text>
              <Button
                size="xs"
                variant="default"
                onClick={() => {
                  change(before);
                  setBefore(undefined);
                }}
              >
                {say.takeBack}
              </Button>
            </Group>
          </Notice>
        </Box>
      )}
      <Gallery
        draft={draft}
        opened={choosing}
        close={() => setChoosing(false)}
        choose={(name) => choose.mutate(name)}
      />
    </section>
  );
}

type GalleryShown = { draft: Campaign; opened: boolean; close: () => void; choose: (name: string) => void };

function Gallery({ draft, opened, close, choose }: GalleryShown) {
  const say = useWords(templateWords);
  const { language } = useLanguage();
  const templates = useTemplates();
  const [sought, look] = useSought(draft.locale);
  const own = useOwnTemplates();
  const ownEntries = useOffered(own.data?.pages.flatMap(({ items }) => items) ?? [], sought.typed, draft.locale);
  const builtIn = those(templates.data?.items ?? [], sought).filter(isForLists);
  const entries = [...(sought.category === 'all' ? ownEntries : []), ...builtIn];
  return (
    <Modal
      opened={opened}
      onClose={close}
      size="72rem"
      title={<Text fw={650}>{say.chooseTitle}</Text>}
      closeButtonProps={{ 'aria-label': say.close }}
    >
      <TemplateSearch sought={sought} change={look} kinds={kinds} chooseLanguage={false} />
      {templates.isError && <Failure error={templates.error} again={() => void templates.refetch()} />}
      {templates.isSuccess && entries.length === 0 && <Text className="quiet">{say.noneFoundLead}</Text>}
      <TemplateGrid
        entries={entries}
        locale={draft.locale}
        lead={({ name, title }, seen) => (
          <button
            type="button"
            className="gallery-card"
            aria-pressed={draft.template === name}
            aria-label={title[language]}
            onClick={() => choose(name)}
          >
            {seen}
          </button>
        )}
      />
    </Modal>
  );
}
