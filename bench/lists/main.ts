// How long the API takes for what the console's pages ask, over many people and campaigns, one question after another.
//   node bench/lists/main.ts [--people 1000000] [--campaigns 100] [--letters 3000] [--times 60]
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { openDb, openPool, publicId } from '@hikyaku/database';
import { onStage, quantile, report } from '../trials/trial.ts';
import { type Question, questions } from './questions.ts';
import { readSeeded } from './seeded.ts';

const { values } = parseArgs({
  options: {
    people: { type: 'string', default: '1000000' },
    campaigns: { type: 'string', default: '100' },
    letters: { type: 'string', default: '3000' },
    times: { type: 'string', default: '60' },
  },
});
const people = Number(values.people);

await onStage({ LOG_LEVEL: 'warn' }, async ({ product, stateDir }) => {
  const given: Record<string, string> = JSON.parse(readFileSync(path.join(stateDir, 'environment.json'), 'utf8'));
  const pool = openPool({
    url: given['DATABASE_URL'] ?? '',
    applicationName: 'bench-lists',
    maxConnections: 2,
    statementTimeoutMs: 0,
  });
  const db = openDb(pool);
  try {
    const began = performance.now();
    await seed(stateDir);
    const seededInSeconds = Math.round((performance.now() - began) / 1_000);
    const made = await readSeeded(db, people);
    const rows = await db.selectFrom('contacts').select('id').where('email', 'in', made.someone).execute();
    const contacts = rows.map(({ id }) => publicId('contact', id));
    const asked: Record<string, unknown> = {};
    for (const question of questions(made, contacts)) {
      asked[question.name] = await ask(product.apiUrl, product.apiKey, question);
    }
    report('lists', {
      people,
      campaigns: Number(values.campaigns),
      seededInSeconds,
      timesEach: Number(values.times),
      load: loadavg(),
      asked,
    });
  } finally {
    await db.destroy();
  }
});

/** Fills the workspace by the operator's own command. */
async function seed(stateDir: string): Promise<void> {
  const cli = fileURLToPath(new URL('../../apps/cli/src/main.ts', import.meta.url));
  const { campaigns, letters } = values;
  const plan = ['--contacts', values.people, '--campaigns', campaigns, '--letters', letters];
  await promisify(execFile)(process.execPath, [cli, 'seed', ...plan], { env: { ...process.env, STATE_DIR: stateDir } });
}

type Took = { p50Ms: number; p95Ms: number; mostMs: number };

/** Asks each way of a question in turn, one at a time; the first round warms up and is not counted. */
async function ask(apiUrl: string, key: string, { name, paths }: Question): Promise<Took> {
  const took: number[] = [];
  const times = Math.max(Number(values.times), paths.length);
  for (let n = -paths.length; n < times; n++) {
    const began = performance.now();
    const address = `${apiUrl}/api/v1${paths[(n + paths.length) % paths.length]}`;
    const response = await fetch(address, { headers: { authorization: `Bearer ${key}` } });
    const text = await response.text();
    if (!response.ok) throw new Error(`${name}: ${response.status} ${text}`);
    if (n >= 0) took.push(performance.now() - began);
  }
  took.sort((a, b) => a - b);
  const round = (ms: number) => Math.round(ms * 10) / 10;
  return { p50Ms: round(quantile(took, 0.5)), p95Ms: round(quantile(took, 0.95)), mostMs: round(took.at(-1) ?? 0) };
}
