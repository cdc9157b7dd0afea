import { Group, Skeleton, Text } from '@mantine/core';
import { lazy, Suspense, useCallback, useMemo, useRef } from 'react';
import type { ValueProblem } from '../api/generated/operations.ts';
import { FindingsList } from '../findings/findings-list.tsx';
import { sayFinding } from '../findings/say-finding.ts';
import { ImagePicker } from '../images/image-picker.tsx';
import { pictureTag } from '../images/picture-tag.ts';
import { useLanguage, useWords } from '../language/language.tsx';
import type { EditorShown } from './editor-shown.ts';
import { MergePicker, useMergeFields } from './merge-picker.tsx';
import { phrases } from './phrases.ts';
import { type AskedSource, useFindings } from './use-findings.ts';
import { words } from './words.ts';

const CodeEditor = lazy(() => import('./code-editor.tsx'));

type Shown = Pick<EditorShown, 'label' | 'kind' | 'value' | 'change'> & { description: string; asked: AskedSource };

/** A source with its mistakes at their lines, and the fields of the contacts at hand. */
export function SourceEditor({ label, description, kind, value, change, asked }: Shown) {
  const say = useWords(words);
  const { language } = useLanguage();
  const known = useMergeFields();
  const checked = useFindings(asked);
  const write = useRef<(text: string) => void>(undefined);
  const ready = useCallback((insert: (text: string) => void) => {
    write.current = insert;
  }, []);
  const fields = useMemo(
    () => [...(known.data?.fields ?? []).map(({ name }) => `contact.${name}`), ...Object.keys(say.links)],
    [known.data, say],
  );
  const [found, findings] = useMemo(() => {
    const here = ({ pointer }: ValueProblem) => pointer === `/${kind}`;
    const problems = (checked.data?.problems ?? []).filter(here);
    const warnings = (checked.data?.warnings ?? []).filter(here);
    const shown = (severity: 'error' | 'warning') => (one: ValueProblem) => ({
      ...one,
      words: sayFinding(one, language),
      severity,
    });
    return [
      [...problems, ...warnings],
      [...problems.map(shown('error')), ...warnings.map(shown('warning'))],
    ];
  }, [checked.data, kind, language]);
  return (
    <section className="source-editor">
      <Group justify="space-between" align="end" gap="sm" mb={6}>
        <div>
          <Text size="sm" fw={500}>
            {label}
          </Text>
          <Text size="xs" className="quiet">
            {description}
          </Text>
        </div>
        <Group gap={4}>
          <ImagePicker
            what={label}
            describe={kind !== 'text'}
            choose={(image, alt) => write.current?.(pictureTag(image, kind, alt))}
          />
          <MergePicker what={label} insert={(text) => write.current?.(text)} />
        </Group>
      </Group>
      <Suspense fallback={<Skeleton height={380} aria-label={say.loading} />}>
        <CodeEditor
          label={label}
          kind={kind}
          value={value}
          change={change}
          findings={findings}
          fields={fields}
          phrases={phrases[language]}
          ready={ready}
        />
      </Suspense>
      <div role="status" className="source-findings">
        {findings.length === 0 && checked.isSuccess && (
          <Text size="sm" className="quiet">
            {say.wellFormed}
          </Text>
        )}
        <FindingsList findings={found.slice(0, 8)} />
      </div>
    </section>
  );
}
