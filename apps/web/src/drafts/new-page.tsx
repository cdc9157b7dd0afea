import { Button, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { call } from '../api/call.ts';
import { beginFrom } from './begin-from.ts';
import { isProblem } from '../api/problem.ts';
import { useLanguage, useWords } from '../language/language.tsx';
import { Failure } from '../look/failure.tsx';
import { Page } from '../look/page.tsx';
import { useWho } from '../session/session-gate.tsx';
import { TemplateStart } from './template-start.tsx';
import { words } from './words.ts';

/** The first three facts of a campaign; the sender is that of the last one, or the workspace, until somebody writes another. `list` in the address is who gets it. */
export function NewPage() {
  const say = useWords(words);
  const { language } = useLanguage();
  const go = useNavigate();
  const [search] = useSearchParams();
  const template = search.get('template');
  const asked = search.get('locale');
  const list = search.get('list');
  const locale = asked === 'ja' || asked === 'en' ? asked : language;
  const [name, setName] = useState('');
  const [typed, setTyped] = useState<{ name?: string; email?: string }>({});
  const [tried, setTried] = useState(false);
  const latest = useQuery({
    queryKey: ['campaigns', 'latest'],
    queryFn: () => call('GET /campaigns', { query: { limit: '5' } }),
  });
  const last = latest.data?.items[0]?.from;
  const { workspace } = useWho();
  const overview = useQuery({ queryKey: ['overview'], queryFn: () => call('GET /overview', {}) });
  // A workspace that nobody has named says nothing to readers.
  const named = overview.data?.steps.sender ? workspace.name : '';
  const from = { name: typed.name ?? last?.name ?? named, email: typed.email ?? last?.email ?? '' };
  const make = useMutation({
    mutationFn: async () => {
      const draft = { name: name.trim(), subject: name.trim(), lists: list === null ? [] : [list], from, locale };
      if (template === null) return call('POST /campaigns', { body: draft });
      const { asks: _, ...begun } = await beginFrom(template, locale);
      return call('POST /campaigns', { body: { ...draft, ...begun, data: { ...begun.data } } });
    },
    onSuccess: ({ id }) => go(`/campaigns/${id}/edit`),
  });
  const isAddress = /^[^\s@]+@[^\s@]+$/.test(from.email.trim());
  const refusedEmail =
    isProblem(make.error) && make.error.errors.some(({ pointer }) => pointer?.startsWith('/from/email'));

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (name.trim() !== '' && isAddress) make.mutate();
  }

  return (
    <Page title={say.new} note={say.newLead}>
      <form onSubmit={submit} noValidate className="sheet sheet-pad narrow">
        <Stack>
          {template !== null && <TemplateStart name={template} locale={locale} />}
          <TextInput
            label={say.name}
            description={say.nameHint}
            autoFocus
            maxLength={200}
            value={name}
            error={tried && name.trim() === '' ? say.missing : undefined}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <TextInput
            label={say.fromName}
            maxLength={200}
            value={from.name}
            onChange={({ currentTarget: { value } }) => setTyped((now) => ({ ...now, name: value }))}
          />
          <TextInput
            label={say.fromEmail}
            type="email"
            value={from.email}
            error={(tried && !isAddress) || refusedEmail ? say.noAddress : undefined}
            onChange={({ currentTarget: { value } }) => setTyped((now) => ({ ...now, email: value }))}
          />
          {make.isError && !refusedEmail && <Failure error={make.error} />}
          <Text size="sm" component="div">
            <Button type="submit" loading={make.isPending}>
              {say.begin}
            </Button>
          </Text>
        </Stack>
      </form>
    </Page>
  );
}
