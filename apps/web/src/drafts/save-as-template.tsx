import { Anchor, Button, Group, Modal, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { call } from '../api/call.ts';
import type { Campaign } from '../api/generated/operations.ts';
import { useWords } from '../language/language.tsx';
import { Failure } from '../look/failure.tsx';
import { Notice } from '../look/notice.tsx';
import { words as common } from '../look/words.ts';
import { words } from '../templates/own-words.ts';
import { sourceOf } from './begin-from.ts';

/** Keeps what a draft is written in, and its present words, as a template of the workspace's own. */
export function SaveAsTemplate({ draft }: { draft: Campaign }) {
  const say = useWords(words);
  const { close } = useWords(common);
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const [name, setName] = useState(draft.name);
  const save = useMutation({
    mutationFn: async () => {
      const { template, locale, subject, preheader, mjml, html, text, data } = draft;
      const source = template === null ? { mjml, html, text } : await sourceOf(template, locale);
      const body = { name: name.trim(), locale, subject, preheader, ...source, data: { ...data } };
      return call('POST /templates/own', { body });
    },
    onSuccess: async () => {
      setAsking(false);
      await client.invalidateQueries({ queryKey: ['own-templates'] });
    },
  });
  return (
    <section>
      <Button variant="default" size="xs" onClick={() => setAsking(true)}>
        {say.saveAs}
      </Button>
      {save.isSuccess && (
        <Notice tone="good" role="status">
          {say.kept(save.data.name)}{' '}
          <Anchor component={Link} to={`/templates/own/${save.data.id}`}>
            {say.open}
          </Anchor>
        </Notice>
      )}
      <Modal
        opened={asking}
        onClose={() => setAsking(false)}
        title={<Text fw={650}>{say.saveAs}</Text>}
        closeButtonProps={{ 'aria-label': close }}
      >
        <Text size="sm" className="quiet" mb="sm">
          {say.saveAsLead}
        </Text>
        <TextInput
          label={say.name}
          maxLength={200}
          value={name}
          data-autofocus
          onChange={({ currentTarget: { value } }) => setName(value)}
        />
        {save.isError && <Failure error={save.error} />}
        <Group justify="end" mt="md">
          <Button variant="default" onClick={() => setAsking(false)}>
            {say.cancel}
          </Button>
          <Button loading={save.isPending} disabled={name.trim() === ''} onClick={() => save.mutate()}>
            {say.save}
          </Button>
        </Group>
      </Modal>
    </section>
  );
}
