/** A numbered requirement. `remark` says why no test names it, where none does. */
export type Requirement = { id: string; rank: string; what: string; remark: string };

/** A test whose name says which requirements it holds. */
export type NamedTest = { file: string; name: string; passed: boolean };

/** A requirement with the tests that name it. `open`: none does, and no remark says why. */
export type Coverage = Requirement & { tests: readonly NamedTest[]; state: 'passed' | 'failed' | 'remarked' | 'open' };

/** Reads the table of requirements: a heading, then id, rank, what, remark, parted by tabs. */
export function readRequirements(table: string): Requirement[] {
  const [, ...lines] = table.trimEnd().split('\n');
  return lines.map((line) => {
    const [id = '', rank = '', what = '', remark = ''] = line.split('\t');
    return { id, rank, what, remark };
  });
}

/** Finds for each requirement the tests that name it: whole ids, so that R8058-1 is not found in R8058-12. */
export function cover(requirements: readonly Requirement[], tests: readonly NamedTest[]): Coverage[] {
  return requirements.map((requirement) => {
    const own = tests.filter(({ name }) => names(name, requirement.id));
    return { ...requirement, tests: own, state: stateOf(requirement, own) };
  });
}

function names(test: string, id: string): boolean {
  return new RegExp(`(?<![\\w-])${id}(?![\\w-])`).test(test);
}

function stateOf({ remark }: Requirement, tests: readonly NamedTest[]): Coverage['state'] {
  if (tests.length === 0) return remark === '' ? 'open' : 'remarked';
  return tests.every(({ passed }) => passed) ? 'passed' : 'failed';
}
