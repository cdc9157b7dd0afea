import type { Campaign } from '../api/generated/operations.ts';
import { SourceEditor } from '../editor/source-editor.tsx';
import { useWords } from '../language/language.tsx';
import { words } from './words.ts';

const kinds = ['mjml', 'html', 'text'] as const;

type Shown = {
  letter: Pick<Campaign, 'locale' | 'class' | 'subject' | (typeof kinds)[number]>;
  change: (next: { [Kind in (typeof kinds)[number]]?: string }) => void;
  description?: string;
};

/** The letter's source, where it is written without a template: MJML, or HTML or text that a program has given it. */
export function SourceForm({ letter, change, description }: Shown) {
  const say = useWords(words);
  const kind = kinds.find((one) => letter[one] !== null);
  if (kind === undefined) return null;
  const { locale, subject } = letter;
  const value = letter[kind] ?? '';
  return (
    <SourceEditor
      label={{ mjml: 'MJML', html: 'HTML', text: say.views.text }[kind]}
      description={description ?? say.ownSourceLead}
      kind={kind}
      value={value}
      change={(written) => change({ [kind]: written })}
      asked={{ locale, class: letter.class, subject: subject.trim() === '' ? '-' : subject, [kind]: value }}
    />
  );
}
