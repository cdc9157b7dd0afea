// `node scripts/console/main.ts`: builds the console, for an image or a machine that runs the API alone.
import { projectRoot } from '../services/project.ts';
import { Refusal } from '../services/refusal.ts';
import { buildConsole } from './build-console.ts';

try {
  const built = await buildConsole(projectRoot);
  console.log(
    built === 'built' ? 'The console is built: apps/web/dist.' : 'The console was built before, from the same sources.',
  );
} catch (error) {
  console.error(error instanceof Refusal ? error.message : error);
  process.exit(1);
}
