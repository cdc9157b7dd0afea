import { Button, Checkbox, Group, Stack, Text } from '@mantine/core';
import { type FormEvent, useEffect, useState } from 'react';
import { call } from '../api/call.ts';
import type { Contact } from '../api/generated/operations.ts';
import { useWords } from '../language/language.tsx';
import { Dialog } from '../look/dialog.tsx';
import { Failure } from '../look/failure.tsx';
import { words } from './contact-words.ts';
import { GroundChoice, groundOf, noGround } from './ground-choice.tsx';
import { useChanged } from './use-changed.ts';
import { useLists } from './use-lists.ts';

/** Puts a person on further lists, on a ground that has to be named. A "no" they have said stands. */
export function JoinLists({ contact, opened, close }: { contact: Contact; opened: boolean; close: () => void }) {
  const say = useWords(words);
  const lists = useLists();
  const [chosen, setChosen] = useState<string[]>([]);
  const [ground, setGround] = useState(noGround);
  const [tried, setTried] = useState(false);
  useEffect(() => {
    if (opened) setTried(false);
  }, [opened]);
  const consent = groundOf(ground);
  const others = (lists.data?.items ?? []).filter(({ id }) => contact.lists.every(({ list }) => list !== id));
  const join = useChanged(contact.id, close, async () => {
    if (consent === undefined) return;
    await call('POST /contacts', { body: { email: contact.email, lists: chosen, consent } });
    setChosen([]);
  });

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (chosen.length > 0 && consent !== undefined) join.mutate();
  }

  return (
    <Dialog title={say.join} opened={opened} close={close}>
      {others.length === 0 && <Text size="sm">{say.joinAll}</Text>}
      {others.length > 0 && (
        <form onSubmit={submit} noValidate>
          <Stack>
            <Checkbox.Group aria-label={say.joins} value={chosen} onChange={setChosen}>
              <Stack gap="xs">
                {others.map((list) => (
                  <Checkbox key={list.id} value={list.id} label={list.name} />
                ))}
              </Stack>
            </Checkbox.Group>
            <GroundChoice ground={ground} change={setGround} tried={tried} />
            {join.isError && <Failure error={join.error} />}
            <Group justify="end">
              <Button type="submit" disabled={chosen.length === 0} loading={join.isPending}>
                {say.join}
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Dialog>
  );
}
