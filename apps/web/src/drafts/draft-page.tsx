import { Button, Group, Skeleton, Tabs } from '@mantine/core';
import { Navigate, useParams, useSearchParams } from 'react-router';
import { isProblem } from '../api/problem.ts';
import { useWords } from '../language/language.tsx';
import { Failure } from '../look/failure.tsx';
import { Page } from '../look/page.tsx';
import { Lost } from '../look/unreachable.tsx';
import { EditedElsewhere } from '../together/edited-elsewhere.tsx';
import { AudienceStep } from './audience-step.tsx';
import { ContentStep } from './content-step.tsx';
import { SendStep } from './send-step.tsx';
import type { Saved } from '../look/use-autosave.ts';
import { useDraft } from './use-draft.ts';
import { words } from './words.ts';

const steps = ['audience', 'content', 'send'] as const;

/** The way from a draft to a campaign: whom, what, and when. The draft saves itself; the step stands in the address. */
export function DraftPage() {
  const { id = '' } = useParams();
  const say = useWords(words);
  const { query, draft, change, flush, saved, elsewhere, decide } = useDraft(id);
  const [search, setSearch] = useSearchParams();
  const step = steps.find((one) => one === search.get('step')) ?? 'audience';
  const next = steps[steps.indexOf(step) + 1];

  if (query.isError && isProblem(query.error) && query.error.status === 404) return <Lost />;
  if (query.isError) return <Failure error={query.error} again={() => void query.refetch()} />;
  if (draft === undefined) {
    return (
      <Page title={say.new}>
        <Skeleton height={320} />
      </Page>
    );
  }
  if (draft.status !== 'draft') return <Navigate to={`/campaigns/${id}`} replace />;

  const open = async (wanted: string | null) => {
    // What the next step tells is read from the server: it must know what was typed.
    await flush();
    setSearch({ step: wanted ?? 'audience' }, { replace: true });
  };
  return (
    <Page title={draft.name} note={<SavedNote saved={saved} />}>
      {saved.state === 'failed' && <Failure error={saved.error} again={() => void flush()} />}
      {elsewhere && (
        <div className="above">
          <EditedElsewhere elsewhere={elsewhere} decide={decide} />
        </div>
      )}
      <Tabs value={step} onChange={(wanted) => void open(wanted)} keepMounted={false}>
        <Tabs.List mb="xl" className="steps">
          {steps.map((one, index) => (
            <Tabs.Tab key={one} value={one}>
              {index + 1}. {say.steps[one]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="audience">
          <AudienceStep draft={draft} change={change} />
        </Tabs.Panel>
        <Tabs.Panel value="content">
          <ContentStep draft={draft} change={change} flush={flush} />
        </Tabs.Panel>
        <Tabs.Panel value="send">
          <SendStep draft={draft} />
        </Tabs.Panel>
      </Tabs>
      {next !== undefined && (
        <Group mt="xl">
          <Button onClick={() => void open(next)}>{say.next}</Button>
        </Group>
      )}
    </Page>
  );
}

function SavedNote({ saved: { state } }: { saved: Saved }) {
  const say = useWords(words);
  const told = { saving: say.saving, saved: say.saved, failed: say.unsaved }[state];
  return <span role="status">{told}</span>;
}
