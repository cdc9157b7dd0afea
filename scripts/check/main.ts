// `npm run check`: types, lint, format, import ranks, dead code. All of them run, even if one finds something.
import { projectRoot } from '../services/project.ts';
import { steps } from './steps.ts';

let failed = 0;
for (const step of steps(projectRoot)) {
  const began = performance.now();
  const findings = await step.run();
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  console.log(`${findings === undefined ? '✓' : '✗'} ${step.name.padEnd(13)} ${seconds} s`);
  if (findings === undefined) continue;
  failed += 1;
  console.log(findings.replaceAll(/^/gm, '    '));
}
console.log(failed === 0 ? 'All checks pass.' : `${failed} of the checks found something.`);
process.exitCode = failed === 0 ? 0 : 1;
