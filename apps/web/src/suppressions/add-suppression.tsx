import { Button, Group, NativeSelect, Stack, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useEffect, useState } from 'react';
import { call } from '../api/call.ts';
import { isProblem } from '../api/problem.ts';
import { words as contactWords } from '../contacts/contact-words.ts';
import { byTelephone, HowItCame, toldOf } from '../contacts/how-it-came.tsx';
import { words as stopWords } from '../contacts/stop-words.ts';
import { words as about } from '../contacts/words.ts';
import { sayValue } from '../findings/say-problem.ts';
import { useLanguage, useWords } from '../language/language.tsx';
import { Dialog } from '../look/dialog.tsx';
import { Failure } from '../look/failure.tsx';
import { Notice } from '../look/notice.tsx';
import { words as common } from '../look/words.ts';
import { useWho } from '../session/session-gate.tsx';
import { ScopeChoice, type Scoped, scopeOf } from './scope-choice.tsx';
import { words } from './words.ts';

const reasons = ['unsubscribed', 'complaint', 'invalid-address', 'manual'] as const;

/** Stops letters to any address, contact or not: why, by which way it came, with the evidence. */
export function AddSuppression({
  email: looked,
  opened,
  close,
}: {
  email: string;
  opened: boolean;
  close: () => void;
}) {
  const say = useWords(words);
  const { language } = useLanguage();
  const tell = useWords(stopWords);
  const { missing } = useWords(about);
  const { onTheWire } = useWords(contactWords);
  const { close: closeWord } = useWords(common);
  const { user } = useWho();
  const client = useQueryClient();
  const [email, setEmail] = useState('');
  const [scoped, setScoped] = useState<Scoped>({ scope: 'marketing', listId: '' });
  const [reason, setReason] = useState<(typeof reasons)[number]>('unsubscribed');
  const [came, setCame] = useState(byTelephone);
  const [tried, setTried] = useState(false);
  const add = useMutation({
    mutationFn: () =>
      call('POST /suppressions', {
        body: {
          email: email.trim(),
          ...scopeOf(scoped),
          reason,
          ...toldOf(came, user),
        },
      }),
    onSuccess: async () => {
      setTried(false);
      await client.invalidateQueries({ queryKey: ['suppressions'] });
      await client.invalidateQueries({ queryKey: ['contact'] });
      await client.invalidateQueries({ queryKey: ['contacts'] });
    },
  });
  const { reset } = add;
  useEffect(() => {
    if (!opened) return;
    reset();
    if (looked !== '') setEmail(looked);
  }, [opened, looked, reset]);
  const refused = isProblem(add.error) ? add.error.errors.find(({ pointer }) => pointer === '/email') : undefined;
  const done = add.data && (add.data.onTheWire ? onTheWire : add.data.outcome === 'stood' ? say.stood : say.added);

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (email.trim() !== '') add.mutate();
  }

  return (
    <Dialog title={say.addTitle} opened={opened} close={close}>
      <form onSubmit={submit} noValidate>
        <Stack>
          <TextInput
            label={say.email}
            type="email"
            maxLength={1_000}
            value={email}
            error={tried && email.trim() === '' ? missing : refused && sayValue(refused, language)}
            onChange={({ currentTarget: { value } }) => setEmail(value)}
          />
          <ScopeChoice label={say.scope} scoped={scoped} change={setScoped} />
          <NativeSelect
            label={say.reason}
            value={reason}
            onChange={({ currentTarget: { value } }) => setReason(reasons.find((one) => one === value) ?? 'manual')}
            data={reasons.map((value) => ({ value, label: tell.reasons[value] ?? value }))}
          />
          <HowItCame came={came} change={setCame} label={say.note} hint={say.noteHint} />
          {add.isError && refused === undefined && <Failure error={add.error} />}
          <div role="status">{done && <Notice tone={add.data?.onTheWire ? 'mind' : 'good'}>{done}</Notice>}</div>
          <Group justify="end">
            <Button variant="default" onClick={close}>
              {closeWord}
            </Button>
            <Button type="submit" color="red" loading={add.isPending}>
              {say.addNow}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
