import type { ValueProblem } from '../api/generated/operations.ts';
import type { WrongValue } from '../api/problem.ts';
import { useLanguage, useWords } from '../language/language.tsx';
import { sayFinding } from './say-finding.ts';
import { words } from './words.ts';

/** Findings in the reader's language, each with its line where it has one. */
export function FindingsList({ findings }: { findings: readonly (ValueProblem | WrongValue)[] }) {
  const say = useWords(words);
  const { language } = useLanguage();
  // What is wrong with the HTML is wrong with the text made from it too: it is told once.
  const told = new Set(
    findings.map((one) => (one.line === undefined ? '' : say.atLine(one.line)) + sayFinding(one, language)),
  );
  return (
    <ul className="findings">
      {[...told].map((words) => (
        <li key={words}>{words}</li>
      ))}
    </ul>
  );
}
