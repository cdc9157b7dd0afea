import { Skeleton } from '@mantine/core';
import { useParams } from 'react-router';
import { isProblem } from '../api/problem.ts';
import { useWords } from '../language/language.tsx';
import { Failure } from '../look/failure.tsx';
import { Lost } from '../look/unreachable.tsx';
import { OwnPreview } from '../templates/own-preview.tsx';
import { words } from '../templates/own-words.ts';
import { useOwnChange } from '../templates/use-own-change.ts';
import { EditedElsewhere } from '../together/edited-elsewhere.tsx';
import { VisualFrame } from './visual-frame.tsx';

/** A template of the workspace's own in the visual editor; it saves itself as everywhere. */
export function OwnVisualPage() {
  const { id = '' } = useParams();
  const say = useWords(words);
  const { query, template, change, flush, saved, elsewhere, decide } = useOwnChange(id);
  if (isProblem(query.error) && query.error.status === 404) return <Lost />;
  if (query.isError) return <Failure error={query.error} again={() => void query.refetch()} />;
  if (template === undefined) return <Skeleton height={480} />;
  return (
    <VisualFrame
      name={template.name}
      back={`/templates/own/${id}`}
      source={template.mjml}
      change={(mjml) => change({ mjml })}
      saved={saved}
      flush={flush}
      preview={<OwnPreview id={id} />}
      above={elsewhere && <EditedElsewhere elsewhere={elsewhere} decide={decide} note={say.keptAsVersion} />}
    />
  );
}
