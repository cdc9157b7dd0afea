// Leaves each package's totals where the test command can add them up (HIKYAKU_TEST_TALLY names the folder), and says when all is done.
import { writeFileSync } from 'node:fs';
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
      writeFileSync(path.join(folder, `${path.basename(process.cwd())}-${process.pid}.json`), JSON.stringify(tally));
    }
    process.send?.({ type: 'tests-complete' });
  }
}
