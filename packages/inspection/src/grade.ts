import type { Finding } from './finding.ts';
import { type Asker, askers } from './rulebook.ts';

/** What one asker would say of a letter: it meets all that is asked, misses some, or cannot be told without DNS. */
export type Grade = { asker: Asker; verdict: 'meets' | 'misses' | 'cannot-tell'; missed: readonly string[] };

/** Grades a letter for everybody who asks something of it. Advice counts for nobody. */
export function grade(findings: readonly Finding[]): Grade[] {
  return askers.map((asker) => {
    const asked = findings.filter(({ rule }) => rule.must.includes(asker));
    const missing = asked.filter(({ verdict }) => verdict === 'missed').map(({ rule }) => rule.id);
    if (missing.length > 0) return { asker, verdict: 'misses', missed: missing };
    const open = asked.some(({ verdict }) => verdict === 'unknown');
    return { asker, verdict: open ? 'cannot-tell' : 'meets', missed: [] };
  });
}
