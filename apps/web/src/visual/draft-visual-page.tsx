import { Skeleton } from '@mantine/core';
import { Navigate, useParams } from 'react-router';
import { isProblem } from '../api/problem.ts';
import { PreviewPane } from '../drafts/preview-pane.tsx';
import { useDraft } from '../drafts/use-draft.ts';
import { Failure } from '../look/failure.tsx';
import { Lost } from '../look/unreachable.tsx';
import { EditedElsewhere } from '../together/edited-elsewhere.tsx';
import { VisualFrame } from './visual-frame.tsx';

/** A draft's letter in the visual editor; it saves itself as everywhere. */
export function DraftVisualPage() {
  const { id = '' } = useParams();
  const { query, draft, change, flush, saved, elsewhere, decide } = useDraft(id);
  if (query.isError && isProblem(query.error) && query.error.status === 404) return <Lost />;
  if (query.isError) return <Failure error={query.error} again={() => void query.refetch()} />;
  if (draft === undefined) return <Skeleton height={480} />;
  if (draft.status !== 'draft') return <Navigate to={`/campaigns/${id}`} replace />;
  return (
    <VisualFrame
      name={draft.name}
      back={`/campaigns/${id}/edit?step=content`}
      source={draft.mjml}
      change={(mjml) => change({ mjml })}
      saved={saved}
      flush={flush}
      preview={<PreviewPane id={id} hasContent />}
      above={elsewhere && <EditedElsewhere elsewhere={elsewhere} decide={decide} />}
    />
  );
}
