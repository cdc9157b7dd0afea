import { Button, Group, Radio, Stack, Text } from '@mantine/core';
import { type FormEvent, useEffect, useState } from 'react';
import { type Asked, call } from '../api/call.ts';
import type { Contact } from '../api/generated/operations.ts';
import { useWords } from '../language/language.tsx';
import { Dialog } from '../look/dialog.tsx';
import { Failure } from '../look/failure.tsx';
import { Notice } from '../look/notice.tsx';
import { words as common } from '../look/words.ts';
import { useWho } from '../session/session-gate.tsx';
import { byTelephone, HowItCame, toldOf } from './how-it-came.tsx';
import { words } from './contact-words.ts';
import { useChanged } from './use-changed.ts';

type Body = Asked<'POST /suppressions'>['body'];

/** Enters a "no" that came another way: what it stops, how it was said, and the evidence, under the name of whoever enters it. */
export function LeaveForThem({ contact, opened, close }: { contact: Contact; opened: boolean; close: () => void }) {
  const say = useWords(words);
  const { cancel } = useWords(common);
  const { user } = useWho();
  const [what, setWhat] = useState('marketing');
  const [came, setCame] = useState(byTelephone);
  const [late, setLate] = useState(false);
  useEffect(() => setLate(false), [opened]);
  const here = contact.lists.filter(({ state }) => state !== 'left');
  const leave = useChanged(
    contact.id,
    () => undefined,
    async () => {
      const scoped: Pick<Body, 'scope' | 'listId'> =
        what === 'marketing' || what === 'all' ? { scope: what } : { scope: 'list', listId: what };
      const { onTheWire } = await call('POST /suppressions', {
        body: {
          email: contact.email,
          ...scoped,
          reason: 'unsubscribed',
          ...toldOf(came, user),
        },
      });
      setCame(({ channel }) => ({ channel, note: '' }));
      if (onTheWire) setLate(true);
      else close();
    },
  );

  function submit(event: FormEvent) {
    event.preventDefault();
    leave.mutate();
  }

  return (
    <Dialog title={say.leaveTitle} opened={opened} close={close}>
      <form onSubmit={submit}>
        <Stack>
          <Text size="sm">{say.leaveLead}</Text>
          <Radio.Group label={say.whatStops} value={what} onChange={setWhat}>
            <Stack gap="xs" mt="xs">
              {here.map(({ list, name }) => (
                <Radio key={list} value={list} label={say.thisList(name)} />
              ))}
              <Radio value="marketing" label={say.marketing} />
              <Radio value="all" label={say.all} />
            </Stack>
          </Radio.Group>
          <HowItCame came={came} change={setCame} label={say.evidence} hint={say.evidenceHint} />
          {leave.isError && <Failure error={leave.error} />}
          {late && (
            <Notice tone="mind" role="status">
              {say.onTheWire}
            </Notice>
          )}
          <Group justify="end">
            <Button variant="default" onClick={close}>
              {cancel}
            </Button>
            <Button type="submit" color="red" loading={leave.isPending}>
              {say.leaveNow}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
