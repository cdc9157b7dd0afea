import { NavLink } from 'react-router';
import { useWords, type Words } from '../language/language.tsx';
import { words as about } from './words.ts';

const words: Words<{ within: string; segments: string }> = {
  ja: { within: '連絡先のなか', segments: 'セグメント' },
  en: { within: 'Within contacts', segments: 'Segments' },
};

/** The ways between the pages about people. */
export function SectionLinks() {
  const say = useWords(about);
  const { within, segments } = useWords(words);
  return (
    <nav className="parts" aria-label={within}>
      <NavLink to="/contacts" end>
        {say.contacts}
      </NavLink>
      <NavLink to="/contacts/lists">{say.lists}</NavLink>
      <NavLink to="/contacts/segments">{segments}</NavLink>
      <NavLink to="/contacts/suppressions">{say.suppressions}</NavLink>
    </nav>
  );
}
