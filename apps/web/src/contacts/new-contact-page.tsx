import { Button, Checkbox, Stack, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { call } from '../api/call.ts';
import { isProblem } from '../api/problem.ts';
import { sayValue } from '../findings/say-problem.ts';
import { useLanguage, useWords } from '../language/language.tsx';
import { Failure } from '../look/failure.tsx';
import { Page } from '../look/page.tsx';
import { words as about } from './contact-words.ts';
import { GroundChoice, groundOf, noGround } from './ground-choice.tsx';
import { useLists } from './use-lists.ts';
import { words } from './words.ts';

/** One person more. An address that is known already is merged, and says so by where one arrives. */
export function NewContactPage() {
  const say = useWords(words);
  const { language } = useLanguage();
  const tell = useWords(about);
  const go = useNavigate();
  const client = useQueryClient();
  const lists = useLists();
  const [email, setEmail] = useState('');
  const [name, setName] = useState('');
  const [search] = useSearchParams();
  const [chosen, setChosen] = useState(search.getAll('list'));
  const [ground, setGround] = useState(noGround);
  const [tried, setTried] = useState(false);
  const consent = groundOf(ground);
  const add = useMutation({
    mutationFn: () =>
      call('POST /contacts', {
        body: {
          email: email.trim(),
          ...(name.trim() === '' ? {} : { fields: { name: name.trim() } }),
          ...(chosen.length > 0 && consent !== undefined ? { lists: chosen, consent } : {}),
        },
      }),
    onSuccess: async ({ id }) => {
      await client.invalidateQueries({ queryKey: ['contacts'] });
      await go(`/contacts/${id}`);
    },
  });
  const refused = isProblem(add.error) ? add.error.errors.find(({ pointer }) => pointer === '/email') : undefined;

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (email.trim() !== '' && (chosen.length === 0 || consent !== undefined)) add.mutate();
  }

  return (
    <Page title={say.new} note={tell.newLead}>
      <form onSubmit={submit} noValidate className="sheet sheet-pad narrow">
        <Stack>
          <TextInput
            label={say.email}
            type="email"
            autoFocus
            maxLength={1_000}
            value={email}
            error={tried && email.trim() === '' ? say.missing : refused && sayValue(refused, language)}
            onChange={({ currentTarget: { value } }) => setEmail(value)}
          />
          <TextInput
            label={say.name}
            maxLength={500}
            value={name}
            onChange={({ currentTarget: { value } }) => setName(value)}
          />
          {lists.isError && <Failure error={lists.error} again={() => void lists.refetch()} />}
          {lists.data !== undefined && lists.data.items.length > 0 && (
            <Checkbox.Group label={tell.joins} value={chosen} onChange={setChosen}>
              <Stack gap="xs" mt="xs">
                {lists.data.items.map((list) => (
                  <Checkbox key={list.id} value={list.id} label={list.name} />
                ))}
              </Stack>
            </Checkbox.Group>
          )}
          {chosen.length > 0 && <GroundChoice ground={ground} change={setGround} tried={tried} />}
          {add.isError && refused === undefined && <Failure error={add.error} />}
          <div>
            <Button type="submit" loading={add.isPending}>
              {tell.add}
            </Button>
          </div>
        </Stack>
      </form>
    </Page>
  );
}
