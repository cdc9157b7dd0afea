// `npm start`: the whole product on one machine, from nothing.
import { projectRoot } from '../services/project.ts';
import { Refusal } from '../services/refusal.ts';
import { listenForHalt } from './halt.ts';
import { run } from './run.ts';

// A closed terminal must not end us before everything else has ended.
process.stdout.on('error', () => {});
process.stderr.on('error', () => {});

const say = (line: string): void => console.log(line);
const halt = listenForHalt(() => say('\nStopping.'));
try {
  await run({ env: process.env, projectRoot, halt, say });
  say('Everything has stopped; the state is kept.');
  process.exit(0);
} catch (error) {
  console.error(error instanceof Refusal ? error.message : error);
  process.exit(1);
}
