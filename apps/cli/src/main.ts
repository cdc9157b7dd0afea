// `npm run hikyaku -- <verb>`: the operator's command line.
import { fileURLToPath } from 'node:url';
import { findInstallation, type Installation } from './installation.ts';
import { printable } from './printable.ts';
import { run } from './run.ts';

const projectRoot = fileURLToPath(new URL('../../..', import.meta.url));
const { env } = process;

// Whoever reads us may stop reading (`| head`).
process.stdout.on('error', () => {});
process.stderr.on('error', () => {});

let installation: Installation | undefined;
const context = {
  installation: () => (installation ??= findInstallation(env, projectRoot)),
  // npm runs scripts in the project's folder, and says from where it was called.
  folder: (env['npm_lifecycle_event'] === 'hikyaku' && env['INIT_CWD']) || process.cwd(),
  say: (line: string) => console.log(printable(line)),
};

const { exitCode, complaint } = await run(process.argv.slice(2), context);
for (const line of complaint) console.error(printable(line));
process.exitCode = exitCode;
