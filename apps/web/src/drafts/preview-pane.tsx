import { Group, SegmentedControl, Skeleton, Switch, Text, TextInput, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { addressOf, call } from '../api/call.ts';
import { isProblem } from '../api/problem.ts';
import { FindingsList } from '../findings/findings-list.tsx';
import { words as findingWords } from '../findings/words.ts';
import { useFormat } from '../language/format.ts';
import { useWords } from '../language/language.tsx';
import { Failure } from '../look/failure.tsx';
import { usePreview } from './use-preview.ts';
import { words } from './words.ts';
import { Notice } from '../look/notice.tsx';

const views = ['wide', 'phone', 'text', 'header'] as const;

const clippedBytes = 102 * 1024;

/** The letter as it is now: wide, on a phone, in the dark, as plain text, its header, as any contact would get it. Its HTML stands in a frame where no script runs. */
export function PreviewPane({ id, hasContent }: { id: string; hasContent: boolean }) {
  const say = useWords(words);
  const format = useFormat();
  const [view, setView] = useState<(typeof views)[number]>('wide');
  const [scheme, setScheme] = useState<'light' | 'dark'>('light');
  const [typed, setTyped] = useState('');
  const [settled] = useDebouncedValue(typed.trim(), 400);
  const email = /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(settled) ? settled : undefined;
  const query = email === undefined ? {} : { email };
  const preview = usePreview(id, email, hasContent);
  const kilobytes = format.number(Math.round((preview.data?.htmlBytes ?? 0) / 1024));
  return (
    <section className="preview" aria-label={say.preview}>
      <div className="preview-head">
        <Title order={2}>{say.preview}</Title>
        <SegmentedControl
          size="xs"
          aria-label={say.preview}
          value={view}
          onChange={(value) => setView(views.find((one) => one === value) ?? 'wide')}
          data={views.map((one) => ({ value: one, label: say.views[one] }))}
        />
      </div>
      <Group gap="sm" align="start">
        <Reader typed={typed} type={setTyped} known={email === undefined ? null : preview.data?.known} />
        <Switch
          size="sm"
          mt={5}
          label={say.dark}
          checked={scheme === 'dark'}
          onChange={({ currentTarget: { checked } }) => setScheme(checked ? 'dark' : 'light')}
        />
      </Group>
      {!hasContent && <Text className="quiet preview-none">{say.nothingYet}</Text>}
      {hasContent && preview.isPending && <Skeleton height={420} />}
      {preview.isError && <Findings error={preview.error} />}
      {preview.data && !preview.isError && (
        <>
          <p className="preview-subject">{preview.data.subject}</p>
          {view === 'text' && (
            <pre className="preview-text" tabIndex={0}>
              {preview.data.text}
            </pre>
          )}
          {view === 'header' && <Header fields={preview.data.header} />}
          {(view === 'wide' || view === 'phone') && (
            <iframe
              key={`${preview.dataUpdatedAt}${scheme}`}
              title={say.preview}
              sandbox=""
              data-view={view}
              data-scheme={scheme}
              src={addressOf('GET /campaigns/{id}/preview/page', { path: { id }, query: { ...query, scheme } })}
            />
          )}
          {preview.data.htmlBytes > clippedBytes ? (
            <Notice tone="mind">{say.clipped(kilobytes)}</Notice>
          ) : (
            <Text size="xs" className="quiet numbers">
              {say.size(kilobytes)}
            </Text>
          )}
        </>
      )}
    </section>
  );
}

type ReaderShown = { typed: string; type: (address: string) => void; known: boolean | null | undefined };

/** As whom the letter is seen: any contact, by address; the first few are offered. */
function Reader({ typed, type, known }: ReaderShown) {
  const say = useWords(words);
  const some = useQuery({
    queryKey: ['contacts', 'some'],
    queryFn: () => call('GET /contacts', { query: { limit: '20' } }),
    staleTime: 60_000,
  });
  return (
    <div className="reader">
      <TextInput
        size="xs"
        type="email"
        aria-label={say.asWhom}
        placeholder={say.asWhom}
        list="some-contacts"
        value={typed}
        error={known === false ? say.unknownReader : undefined}
        onChange={(event) => type(event.currentTarget.value)}
      />
      <datalist id="some-contacts">
        {some.data?.items.map(({ id, email }) => (
          <option key={id} value={email} />
        ))}
      </datalist>
    </div>
  );
}

/** The header of the letter as it would leave. */
function Header({ fields }: { fields: readonly string[] }) {
  const say = useWords(words);
  if (fields.length === 0) return <Notice tone="mind">{say.noHeader}</Notice>;
  return (
    <>
      <pre className="preview-text preview-header" tabIndex={0}>
        {fields.join('\n')}
      </pre>
      <Text size="xs" className="quiet">
        {say.headerLead}
      </Text>
    </>
  );
}

function Findings({ error }: { error: Error }) {
  const say = useWords(findingWords);
  if (!isProblem(error) || error.errors.length === 0) return <Failure error={error} />;
  return (
    <Notice tone="bad" role="alert" title={say.mend}>
      <FindingsList findings={error.errors} />
    </Notice>
  );
}
