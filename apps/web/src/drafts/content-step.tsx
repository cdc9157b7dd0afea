import { NativeSelect, Stack, Text, Textarea, TextInput, Title } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { call } from '../api/call.ts';
import type { Campaign } from '../api/generated/operations.ts';
import { useWords } from '../language/language.tsx';
import { Failure } from '../look/failure.tsx';
import { blankName, blanksIn, withBlank } from './blanks.ts';
import { PreviewPane } from './preview-pane.tsx';
import type { Change } from './use-draft.ts';
import { words } from './words.ts';

type Step = { draft: Campaign; change: (next: Change) => void };

const own = 'own-source';
const longSubject = { ja: 40, en: 70 } as const;
/** Templates for one person's own doings are no newsletter. */
const notForNewsletters = new Set(['receipt', 'confirm-subscription']);

/** Subject, preheader and the words, with the letter beside them as it will look. */
export function ContentStep({ draft, change }: Step) {
  const say = useWords(words);
  const length = draft.subject.length;
  return (
    <div className="writing">
      <Stack>
        <TextInput
          label={say.subject}
          description={length > longSubject[draft.locale] ? say.subjectLong(length) : say.subjectAdvice(length)}
          maxLength={500}
          value={draft.subject}
          error={draft.subject.trim() === '' ? say.missing : undefined}
          onChange={({ currentTarget: { value } }) => change({ subject: value })}
        />
        <TextInput
          label={say.preheader}
          description={say.preheaderAdvice}
          maxLength={500}
          value={draft.preheader ?? ''}
          onChange={({ currentTarget: { value } }) => change({ preheader: value === '' ? null : value })}
        />
        <TemplateChoice draft={draft} change={change} />
        {draft.template === null ? (
          <OwnSource draft={draft} change={change} />
        ) : (
          <Blanks draft={draft} change={change} />
        )}
      </Stack>
      <PreviewPane
        id={draft.id}
        hasContent={draft.template !== null || draft.mjml !== null || draft.html !== null || draft.text !== null}
      />
    </div>
  );
}

function TemplateChoice({ draft, change }: Step) {
  const say = useWords(words);
  const templates = useQuery({ queryKey: ['templates'], queryFn: () => call('GET /templates', {}) });
  const choose = useMutation({
    mutationFn: (name: string) => call('GET /templates/{name}', { path: { name }, query: { locale: draft.locale } }),
    onSuccess: ({ name, data }) => change({ template: name, mjml: null, html: null, text: null, data }),
  });
  const names = templates.data?.items.map(({ name }) => name).filter((name) => !notForNewsletters.has(name)) ?? [];
  const current = draft.template ?? (draft.mjml === null ? '' : own);
  return (
    <>
      <NativeSelect
        label={say.template}
        value={current}
        onChange={({ currentTarget: { value } }) => {
          if (value === own) change({ template: null, html: null, text: null, mjml: draft.mjml ?? firstSource });
          else if (value !== '') choose.mutate(value);
        }}
        data={[
          ...(current === '' ? [{ value: '', label: '—' }] : []),
          ...names.map((name) => ({ value: name, label: say.templates[name] ?? name })),
          { value: own, label: say.ownSource },
        ]}
      />
      {choose.isError && <Failure error={choose.error} />}
    </>
  );
}

const firstSource = `<mjml>
  <mj-body>
    <mj-section>
      <mj-column>
        <mj-text>{{contact.email}}</mj-text>
      </mj-column>
    </mj-section>
  </mj-body>
</mjml>
`;

function OwnSource({ draft, change }: Step) {
  const say = useWords(words);
  if (draft.mjml === null) return null;
  return (
    <Textarea
      label="MJML"
      description={say.ownSourceLead}
      className="source"
      autosize
      minRows={16}
      maxRows={32}
      spellCheck={false}
      value={draft.mjml}
      onChange={({ currentTarget: { value } }) => change({ mjml: value })}
    />
  );
}

function Blanks({ draft, change }: Step) {
  const say = useWords(words);
  return (
    <section>
      <Title order={3} size="h5">
        {say.fillIn}
      </Title>
      <Text className="quiet" size="sm" mb="sm">
        {say.fields}
      </Text>
      <Stack gap="sm">
        {blanksIn(draft.data).map(({ path, value }) => (
          <Textarea
            key={path.join('.')}
            label={blankName(path, say.blanks)}
            autosize
            minRows={1}
            maxRows={8}
            value={value}
            onChange={({ currentTarget }) => {
              const data = withBlank(draft.data, path, currentTarget.value);
              if (typeof data === 'object' && data !== null) change({ data: { ...data } });
            }}
          />
        ))}
      </Stack>
    </section>
  );
}
