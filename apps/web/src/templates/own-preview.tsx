import { SegmentedControl, Skeleton, Switch, Title } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { addressOf, call } from '../api/call.ts';
import { isProblem } from '../api/problem.ts';
import { FindingsList } from '../findings/findings-list.tsx';
import { words as findingWords } from '../findings/words.ts';
import { useWords } from '../language/language.tsx';
import { Failure } from '../look/failure.tsx';
import { Notice } from '../look/notice.tsx';
import { words as own } from './own-words.ts';
import { words } from './words.ts';

const views = ['wide', 'phone', 'text'] as const;

/** The letter that a template makes of its own data, as it was last saved. */
export function useOwnSample(id: string) {
  return useQuery({
    queryKey: ['own-template', id, 'seen'],
    queryFn: () => call('GET /templates/own/{id}/sample', { path: { id } }),
    placeholderData: keepPreviousData,
    retry: false,
  });
}

/** A template's letter beside its source: wide, on a phone, in the dark, as text. */
export function OwnPreview({ id }: { id: string }) {
  const say = useWords(words);
  const { preview, dark } = useWords(own);
  const { mend } = useWords(findingWords);
  const [view, setView] = useState<(typeof views)[number]>('wide');
  const [scheme, setScheme] = useState<'light' | 'dark'>('light');
  const sample = useOwnSample(id);
  return (
    <section className="preview" aria-label={preview}>
      <div className="preview-head">
        <Title order={2}>{preview}</Title>
        <SegmentedControl
          size="xs"
          aria-label={say.view}
          value={view}
          onChange={(value) => setView(views.find((one) => one === value) ?? 'wide')}
          data={views.map((one) => ({ value: one, label: say[one] }))}
        />
        <Switch
          size="sm"
          label={dark}
          checked={scheme === 'dark'}
          onChange={({ currentTarget: { checked } }) => setScheme(checked ? 'dark' : 'light')}
        />
      </div>
      {sample.isPending && <Skeleton height={420} />}
      {sample.isError &&
        (isProblem(sample.error) && sample.error.errors.length > 0 ? (
          <Notice tone="bad" role="alert" title={mend}>
            <FindingsList findings={sample.error.errors} />
          </Notice>
        ) : (
          <Failure error={sample.error} />
        ))}
      {sample.data && !sample.isError && (
        <>
          <p className="preview-subject">{sample.data.subject}</p>
          {view === 'text' ? (
            <pre className="preview-text" tabIndex={0}>
              {sample.data.text}
            </pre>
          ) : (
            <iframe
              key={`${sample.dataUpdatedAt}${scheme}`}
              title={preview}
              sandbox=""
              data-view={view}
              data-scheme={scheme}
              src={addressOf('GET /templates/own/{id}/sample/page', { path: { id }, query: { scheme } })}
            />
          )}
        </>
      )}
    </section>
  );
}
