import { Group, Stack } from '@mantine/core';
import type { Campaign } from '../api/generated/operations.ts';
import { OpenVisually } from '../visual/open-visually.tsx';
import { BlanksForm } from './blanks-form.tsx';
import { PreviewPane } from './preview-pane.tsx';
import { SaveAsTemplate } from './save-as-template.tsx';
import { SourceForm } from './source-form.tsx';
import { SubjectForm } from './subject-form.tsx';
import { TemplateChoice } from './template-choice.tsx';
import type { Change } from './use-draft.ts';
import { usePreview } from './use-preview.ts';

type Shown = { draft: Campaign; change: (next: Change) => void; flush: () => Promise<void> };

/** Subject, preheader and the words, with the letter beside them as it will look. */
export function ContentStep({ draft, change, flush }: Shown) {
  const { id, template, mjml, html, text } = draft;
  const hasContent = [template, mjml, html, text].some((part) => part !== null);
  const written = usePreview(id, undefined, hasContent).data?.subject;
  return (
    <div className="writing">
      <Stack>
        <SubjectForm letter={draft} change={change} written={written} />
        <TemplateChoice draft={draft} change={change} />
        {mjml !== null && (
          <Group>
            <OpenVisually address={`/campaigns/${id}/visual`} before={flush} />
          </Group>
        )}
        {template === null ? (
          <SourceForm letter={draft} change={change} />
        ) : (
          <BlanksForm draft={draft} change={change} />
        )}
        {hasContent && <SaveAsTemplate draft={draft} />}
      </Stack>
      <PreviewPane id={id} hasContent={hasContent} />
    </div>
  );
}
