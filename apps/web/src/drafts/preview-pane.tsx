import { SegmentedControl, Skeleton, Text, TextInput, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { addressOf, call } from '../api/call.ts';
import { isProblem, type WrongValue } from '../api/problem.ts';
import { useFormat } from '../language/format.ts';
import { useWords } from '../language/language.tsx';
import { Failure } from '../look/failure.tsx';
import { words } from './words.ts';
import { Notice } from '../look/notice.tsx';

type View = 'wide' | 'phone' | 'text';

const clippedBytes = 102 * 1024;

/** The letter as it is now: wide, on a phone, as plain text, as any contact would get it. Its HTML stands in a frame where no script runs. */
export function PreviewPane({ id, hasContent }: { id: string; hasContent: boolean }) {
  const say = useWords(words);
  const format = useFormat();
  const [view, setView] = useState<View>('wide');
  const [typed, setTyped] = useState('');
  const [settled] = useDebouncedValue(typed.trim(), 400);
  const email = /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(settled) ? settled : undefined;
  const query = email === undefined ? {} : { email };
  const preview = useQuery({
    queryKey: ['seen', id, 'preview', email],
    queryFn: () => call('GET /campaigns/{id}/preview', { path: { id }, query }),
    enabled: hasContent,
    placeholderData: keepPreviousData,
    retry: false,
  });
  const kilobytes = format.number(Math.round((preview.data?.htmlBytes ?? 0) / 1024));
  return (
    <section className="preview" aria-label={say.preview}>
      <div className="preview-head">
        <Title order={2}>{say.preview}</Title>
        <SegmentedControl
          size="xs"
          aria-label={say.preview}
          value={view}
          onChange={(value) => setView(value === 'phone' || value === 'text' ? value : 'wide')}
          data={[
            { value: 'wide', label: say.wide },
            { value: 'phone', label: say.phone },
            { value: 'text', label: say.text },
          ]}
        />
      </div>
      <TextInput
        size="xs"
        type="email"
        aria-label={say.asWhom}
        placeholder={say.asWhom}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      {!hasContent && <Text className="quiet preview-none">{say.nothingYet}</Text>}
      {hasContent && preview.isPending && <Skeleton height={420} />}
      {preview.isError && <Findings error={preview.error} />}
      {preview.data && !preview.isError && (
        <>
          <p className="preview-subject">{preview.data.subject}</p>
          {view === 'text' ? (
            <pre className="preview-text" tabIndex={0}>
              {preview.data.text}
            </pre>
          ) : (
            <iframe
              key={preview.dataUpdatedAt}
              title={say.preview}
              sandbox=""
              data-view={view}
              src={addressOf('GET /campaigns/{id}/preview/page', { path: { id }, query })}
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

function Findings({ error }: { error: Error }) {
  const say = useWords(words);
  if (!isProblem(error) || error.errors.length === 0) return <Failure error={error} />;
  const place = ({ line }: WrongValue) => (line === undefined ? '' : say.atLine(line));
  return (
    <Notice tone="bad" role="alert" title={say.mend}>
      <ul className="findings">
        {error.errors.map((one) => (
          <li key={`${one.pointer}${one.line}${one.detail}`}>
            {place(one)}
            {one.detail}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
