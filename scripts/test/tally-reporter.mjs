// Leaves each package's totals and failures where the test command can add them up (HIKYAKU_TEST_TALLY names the folder), and the tests
// that name a requirement where `npm run compliance` finds them; says when all is done.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export default class TallyReporter {
  onRunComplete(_contexts, results) {
    const folder = process.env.HIKYAKU_TEST_TALLY;
    if (folder) {
      const tally = {
        passed: results.numPassedTests,
        // A suite that could not even load ran no test; it must still count as a failure.
        failed: results.numFailedTests + results.numRuntimeErrorTestSuites,
        skipped: results.numPendingTests + results.numTodoTests,
      };
      const place = path.join(folder, `${path.basename(process.cwd())}-${process.pid}`);
      writeFileSync(`${place}.json`, JSON.stringify(tally));
      keepFailures(`${place}.failures.txt`, results);
      keepNamed(results);
    }
    process.send?.({ type: 'tests-complete' });
  }
}

const root = decodeURIComponent(new URL('../../', import.meta.url).pathname);

function keepFailures(file, { testResults }) {
  const failures = testResults
    .filter(({ failureMessage }) => failureMessage)
    .map(({ testFilePath, failureMessage }) => `${pathInProject(testFilePath)}\n${failureMessage}`);
  if (failures.length > 0) writeFileSync(file, failures.join('\n'));
}

function keepNamed({ testResults }) {
  const named = testResults.flatMap(({ testFilePath, testResults: tests }) =>
    tests
      .filter(({ fullName }) => /\b[A-Z]+\d*-(?:[A-Z]+|\d)/.test(fullName))
      .map(({ fullName, status }) => ({
        file: pathInProject(testFilePath),
        name: fullName,
        passed: status === 'passed',
      })),
  );
  const folder = path.join(root, '.cache', 'named-tests');
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, `${path.basename(process.cwd())}.json`), JSON.stringify(named));
}

function pathInProject(file) {
  return path.relative(root, file);
}
