import { Button, Group, SegmentedControl, Skeleton, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useParams, useSearchParams } from 'react-router';
import { addressOf, call } from '../api/call.ts';
import { isProblem } from '../api/problem.ts';
import { useLanguage, useWords } from '../language/language.tsx';
import { Failure } from '../look/failure.tsx';
import { Notice } from '../look/notice.tsx';
import { Page } from '../look/page.tsx';
import { Lost } from '../look/unreachable.tsx';
import { CopyTemplate } from './copy-template.tsx';
import { isForLists, useTemplates } from './use-templates.ts';
import { words } from './words.ts';

const views = ['wide', 'phone', 'text'] as const;

/** One template in full, and the way to a newsletter written with it. */
export function TemplatePage() {
  const { name = '' } = useParams();
  const say = useWords(words);
  const { language } = useLanguage();
  const [search, setSearch] = useSearchParams();
  const asked = search.get('locale');
  const locale = asked === 'ja' || asked === 'en' ? asked : language;
  const [view, setView] = useState<(typeof views)[number]>('wide');
  const templates = useTemplates();
  const about = templates.data?.items.find((entry) => entry.name === name);
  const sample = useQuery({
    queryKey: ['templates', name, 'sample', locale],
    queryFn: () => call('GET /templates/{name}/sample', { path: { name }, query: { locale } }),
  });
  if (isProblem(sample.error) && sample.error.status === 404) return <Lost />;
  const title = about?.title[language] ?? '';
  return (
    <Page
      title={title}
      note={about?.lead[language]}
      actions={
        about !== undefined &&
        isForLists(about) && (
          <Group gap="sm">
            <CopyTemplate name={name} title={title} locale={locale} />
            <Button component={Link} to={`/campaigns/new?template=${name}&locale=${locale}`}>
              {say.start}
            </Button>
          </Group>
        )
      }
    >
      {about !== undefined && !isForLists(about) && (
        <Notice tone="mind" title={say.forOne}>
          {say.forOneLead}
        </Notice>
      )}
      <section className="preview template-view" aria-label={say.sample(title)}>
        <Group justify="space-between" mt="md" gap="sm">
          <SegmentedControl
            aria-label={say.view}
            value={view}
            onChange={(value) => setView(views.find((one) => one === value) ?? 'wide')}
            data={views.map((one) => ({ value: one, label: say[one] }))}
          />
          <SegmentedControl
            aria-label={say.language}
            value={locale}
            onChange={(value) => setSearch({ locale: value }, { replace: true })}
            data={[
              { value: 'ja', label: say.japanese },
              { value: 'en', label: say.english },
            ]}
          />
        </Group>
        {sample.isError && <Failure error={sample.error} again={() => void sample.refetch()} />}
        {sample.isPending && <Skeleton height={560} />}
        {sample.data && (
          <>
            <p className="preview-subject">
              {say.subject}: {sample.data.subject}
            </p>
            {view === 'text' ? (
              <pre className="preview-text" tabIndex={0}>
                {sample.data.text}
              </pre>
            ) : (
              <iframe
                title={say.sample(title)}
                sandbox=""
                data-view={view}
                src={addressOf('GET /templates/{name}/sample/page', { path: { name }, query: { locale } })}
              />
            )}
          </>
        )}
        <Text size="sm" className="quiet">
          {say.nothingLoaded}
        </Text>
      </section>
    </Page>
  );
}
