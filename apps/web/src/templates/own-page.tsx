import { Button, Group, Skeleton, Stack, TextInput } from '@mantine/core';
import { Link, useParams } from 'react-router';
import { isProblem } from '../api/problem.ts';
import { shapeOf } from '../drafts/blanks.ts';
import { BlanksFields } from '../drafts/blanks-form.tsx';
import { SourceForm } from '../drafts/source-form.tsx';
import { SubjectForm } from '../drafts/subject-form.tsx';
import { useWords } from '../language/language.tsx';
import { Failure } from '../look/failure.tsx';
import { Page } from '../look/page.tsx';
import { Lost } from '../look/unreachable.tsx';
import { EditedElsewhere } from '../together/edited-elsewhere.tsx';
import { OpenVisually } from '../visual/open-visually.tsx';
import { OwnPreview, useOwnSample } from './own-preview.tsx';
import { words } from './own-words.ts';
import { RemoveTemplate } from './remove-template.tsx';
import { useOwnChange } from './use-own-change.ts';
import { Versions } from './versions.tsx';

/** A template of the workspace's own: written on here, saved by itself, with what it was before. */
export function OwnPage() {
  const { id = '' } = useParams();
  const say = useWords(words);
  const sample = useOwnSample(id);
  const { query, template, change, flush, saved, restored, elsewhere, decide } = useOwnChange(id);
  if (isProblem(query.error) && query.error.status === 404) return <Lost />;
  if (query.isError) return <Failure error={query.error} again={() => void query.refetch()} />;
  if (template === undefined) return <Skeleton height={420} />;
  return (
    <Page
      title={template.name}
      note={<span role="status">{{ saving: say.saving, saved: say.saved, failed: say.unsaved }[saved.state]}</span>}
      actions={
        <Button component={Link} to={`/campaigns/new?template=${id}&locale=${template.locale}`}>
          {say.write}
        </Button>
      }
    >
      {saved.state === 'failed' && <Failure error={saved.error} again={() => void flush()} />}
      {elsewhere && (
        <div className="above">
          <EditedElsewhere elsewhere={elsewhere} decide={decide} note={say.keptAsVersion} />
        </div>
      )}
      <div className="writing">
        <Stack>
          <TextInput
            label={say.name}
            maxLength={200}
            value={template.name}
            error={template.name.trim() === '' ? say.missing : undefined}
            onChange={({ currentTarget: { value } }) => change({ name: value })}
          />
          <SubjectForm letter={template} change={change} written={sample.data?.subject} />
          {template.mjml !== null && (
            <Group>
              <OpenVisually address={`/templates/own/${id}/visual`} before={flush} />
            </Group>
          )}
          <SourceForm letter={{ ...template, class: 'marketing' }} change={change} description={say.source} />
          <BlanksFields
            title={say.sampleValues}
            lead={say.sampleValuesLead}
            data={template.data}
            shape={shapeOf(template.data, [])}
            write={(data) => change({ data: { ...data } })}
          />
          <Versions id={id} restored={restored} before={flush} />
          <RemoveTemplate id={id} />
        </Stack>
        <OwnPreview id={id} />
      </div>
    </Page>
  );
}
