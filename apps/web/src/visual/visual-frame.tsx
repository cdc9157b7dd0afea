import { Button, Group, SegmentedControl, Skeleton, Text, Title } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { lazy, type ReactNode, Suspense, useEffect, useMemo, useRef, useState } from 'react';
import { useFormat } from '../language/format.ts';
import { useWords } from '../language/language.tsx';
import { Failure } from '../look/failure.tsx';
import { Notice } from '../look/notice.tsx';
import type { Saved } from '../look/use-autosave.ts';
import { useTitle } from '../look/use-title.ts';
import { readLetter } from './letter-tree.ts';
import { words } from './words.ts';

const VisualEditor = lazy(() => import('./visual-editor.tsx'));

type Shown = {
  /** What is edited, by its name. */
  name: string;
  /** Where it is edited as source. */
  back: string;
  source: string | null;
  change: (source: string) => void;
  saved: Saved;
  flush: () => Promise<void>;
  /** The letter as the server makes it. */
  preview: ReactNode;
  /** What has to be said above all, such as that somebody else writes here, too. */
  above?: ReactNode;
};

/** The visual editor over the whole window, with the way back, what is saved, and the preview that the server makes. */
export function VisualFrame({ name, back, source, change, saved, flush, preview, above }: Shown) {
  const say = useWords(words);
  useTitle(`${say.title}: ${name}`);
  const isWide = useMediaQuery('(min-width: 62em)', true, { getInitialValueInEffect: false });
  const [view, setView] = useState<'edit' | 'preview'>('edit');
  const [leaving, setLeaving] = useState(false);
  useEffect(() => {
    // What could not be saved keeps one here; what is being saved is waited for.
    if (leaving && saved.state === 'failed') setLeaving(false);
    // The page behind has a policy of its own, which comes with the document.
    if (leaving && saved.state === 'saved') window.location.assign(back);
  }, [leaving, saved.state, back]);
  const open = async (wanted: string) => {
    await flush();
    setView(wanted === 'preview' ? 'preview' : 'edit');
  };
  return (
    <div className="visual">
      <header className="visual-bar">
        <Button
          component="a"
          href={back}
          variant="default"
          size="xs"
          onClick={(event) => {
            event.preventDefault();
            setLeaving(true);
            void flush();
          }}
        >
          {say.back}
        </Button>
        <div className="visual-title">
          <Title order={1}>{name}</Title>
          <span className="quiet" role="status">
            {{ saving: say.saving, saved: say.saved, failed: say.unsaved }[saved.state]}
          </span>
        </div>
        {source !== null && (
          <SegmentedControl
            size="xs"
            aria-label={say.view}
            value={view}
            onChange={(wanted) => void open(wanted)}
            data={[
              { value: 'edit', label: say.edit },
              { value: 'preview', label: say.preview },
            ]}
          />
        )}
      </header>
      <main id="content">
        {saved.state === 'failed' && <Failure error={saved.error} again={() => void flush()} />}
        {above}
        {view === 'preview' && <div className="visual-preview">{preview}</div>}
        <div hidden={view === 'preview'} className="visual-editing">
          {source === null ? (
            <Elsewhere back={back} title={say.unfitTitle} lead={say.noSource} />
          ) : isWide ? (
            <Editing source={source} change={change} back={back} />
          ) : (
            <Elsewhere back={back} title={say.narrowTitle} lead={say.narrowLead} />
          )}
        </div>
      </main>
    </div>
  );
}

/** The editor upon a source; when the source comes from elsewhere it is opened anew. */
function Editing({ source, change, back }: { source: string; change: (source: string) => void; back: string }) {
  const say = useWords(words);
  const format = useFormat();
  const told = useRef<string[]>([]);
  const [opened, setOpened] = useState({ source, count: 0 });
  const at = told.current.indexOf(source);
  if (at >= 0) told.current.splice(0, at);
  else if (source !== opened.source || told.current.length > 0) {
    told.current = [];
    setOpened({ source, count: opened.count + 1 });
  }
  const read = useMemo(() => readLetter(opened.source), [opened]);
  if (!read.ok) {
    const { why, line } = read.unfit;
    return <Elsewhere back={back} title={say.unfitTitle} lead={say.unfit[why](format.number(line))} />;
  }
  return (
    <Suspense fallback={<Skeleton height={480} aria-label={say.loading} />}>
      <VisualEditor
        key={opened.count}
        letter={read.letter}
        change={(now) => {
          told.current.push(now);
          change(now);
        }}
      />
    </Suspense>
  );
}

function Elsewhere({ back, title, lead }: { back: string; title: string; lead: string }) {
  const say = useWords(words);
  return (
    <div className="page">
      <Notice tone="mind" role="status" title={title}>
        <Group justify="space-between" gap="sm">
          <Text size="sm">{lead}</Text>
          <Button component="a" href={back} size="xs" variant="default">
            {say.toSource}
          </Button>
        </Group>
      </Notice>
    </div>
  );
}
