import { Button, Skeleton, Title } from '@mantine/core';
import { Link } from 'react-router';
import { useWords } from '../language/language.tsx';
import { Blank } from '../look/blank.tsx';
import { Failure } from '../look/failure.tsx';
import { Page } from '../look/page.tsx';
import { words as ownWords } from './own-words.ts';
import { TemplateGrid } from './template-grid.tsx';
import { TemplateSearch, useSought } from './template-search.tsx';
import { useOffered, useOwnTemplates } from './use-own-templates.ts';
import { sought as those, useTemplates } from './use-templates.ts';
import { words } from './words.ts';

/** Every template, as the letter it makes. */
export function GalleryPage() {
  const say = useWords(words);
  const ownSay = useWords(ownWords);
  const templates = useTemplates();
  const [sought, change] = useSought();
  const own = useOwnTemplates();
  const ownEntries = useOffered(own.data?.pages.flatMap(({ items }) => items) ?? [], sought.typed, sought.locale);
  const entries = those(templates.data?.items ?? [], sought);
  return (
    <Page
      title={say.templates}
      note={say.lead}
      actions={
        <Button component={Link} to="/images" variant="default">
          {say.images}
        </Button>
      }
    >
      <TemplateSearch sought={sought} change={change} />
      {own.isError && <Failure error={own.error} again={() => void own.refetch()} />}
      {ownEntries.length > 0 && (
        <section className="gallery-part">
          <Title order={2}>{ownSay.own}</Title>
          <TemplateGrid
            entries={ownEntries}
            locale={sought.locale}
            lead={({ name }, seen) => (
              <Link to={`/templates/own/${name}`} className="gallery-card">
                {seen}
              </Link>
            )}
          />
          {own.hasNextPage && (
            <Button variant="default" mt="md" loading={own.isFetchingNextPage} onClick={() => void own.fetchNextPage()}>
              {ownSay.more}
            </Button>
          )}
          <Title order={2}>{ownSay.builtIn}</Title>
        </section>
      )}
      {templates.isError && <Failure error={templates.error} again={() => void templates.refetch()} />}
      {templates.isPending && <Skeleton height={420} />}
      {templates.isSuccess && entries.length === 0 && (
        <div className="sheet">
          <Blank title={say.noneFound} lead={say.noneFoundLead} />
        </div>
      )}
      <TemplateGrid
        entries={entries}
        locale={sought.locale}
        lead={({ name }, seen) => (
          <Link to={`/templates/${name}?locale=${sought.locale}`} className="gallery-card">
            {seen}
          </Link>
        )}
      />
    </Page>
  );
}
