import path from 'node:path';
import { buildConsole } from '../console/build-console.ts';
import { stopAbandonedRuns } from '../services/abandoned-runs.ts';
import { postGuardian } from '../services/guardian.ts';
import type { ServiceContext } from '../services/kept-services.ts';
import { takenPorts } from '../services/port-taken.ts';
import { Refusal } from '../services/refusal.ts';
import { openRunRecord } from '../services/run-record.ts';
import { openStateDir } from '../services/state-dir.ts';
import { addresses, row } from './announce.ts';
import { appProgram, appsOf, stageOf } from './apps.ts';
import { namedPorts, readConfig, type StartConfig } from './config.ts';
import { type Crew, gatherCrew } from './crew.ts';
import { startDataServices } from './data-services.ts';
import { type PreparedDatabase, prepareDatabase } from './database.ts';
import { demonstrate } from './demonstrate.ts';
import { appEnvironment, publishEnvironment, withdrawEnvironment } from './environment.ts';
import { makeFirstSignIn, remindOfSignIn } from './first-sign-in.ts';
import { type Halt, Halted } from './halt.ts';
import { secretsFile } from './secrets.ts';

/** What a run is given: the environment, where the project lies, the wish to stop, and how it speaks to the person at the terminal. */
export type RunDeps = { env: NodeJS.ProcessEnv; projectRoot: string; halt: Halt; say: (line: string) => void };

/** Runs the whole product until it is asked to stop; everything it started has ended when this resolves. Throws a Refusal when it cannot run. */
export async function run(deps: RunDeps): Promise<void> {
  const config = configured(deps.env);
  const stateDir = openStateDir(deps.env['STATE_DIR'], deps.projectRoot);
  const runs = path.join(stateDir, 'run');
  for (const sentence of await stopAbandonedRuns(runs)) deps.say(sentence);
  await refuseTakenPorts(config);
  const record = openRunRecord(runs);
  const guardian = postGuardian(record.folder);
  const crew = gatherCrew((sentence) => deps.say(sentence));
  try {
    const context = { env: deps.env, stateDir, projectRoot: deps.projectRoot, record, signal: deps.halt.signal };
    await deps.halt.unless(orGivenUp(crew, live(crew, config, context, deps)));
  } catch (error) {
    if (!(error instanceof Halted)) throw error;
  } finally {
    await crew.stop();
    withdrawEnvironment(stateDir);
    record.remove();
    await guardian.dismiss();
  }
}

/** From nothing to everything; then for as long as nobody asks to stop. */
async function live(crew: Crew, config: StartConfig, context: ServiceContext, deps: RunDeps): Promise<void> {
  deps.say('Hikyaku 飛脚');
  deps.say('');
  if (config.dataOnly) return liveAsData(crew, context, deps);
  const consoleBuilt = build(context.projectRoot, deps.say);
  const { databaseUrl, redisUrl } = await startDataServices(crew, context, deps.say);
  const database = await prepareDatabase(databaseUrl, deps.env, secretsFile(context.stateDir));
  deps.halt.signal.throwIfAborted();
  if (database.migrations.length > 0) deps.say(row('Migrations', `${database.migrations.length} applied`));
  const environment = appEnvironment(deps.env, {
    config,
    stateDir: context.stateDir,
    databaseUrl,
    redisUrl,
    secrets: database.secrets,
  });
  publishEnvironment(context.stateDir, environment);
  await startApps(crew, config, environment, context, deps);
  await consoleBuilt;
  for (const line of addresses(config)) deps.say(line);
  await welcome(config, database, environment, context, deps);
  deps.say('');
  deps.say(`Ctrl-C stops everything. State and logs: ${context.stateDir}`);
  await deps.halt.unless(new Promise<never>(() => {}));
}

/** PostgreSQL and Redis, found by the command line; nothing is looked at or changed in them. */
async function liveAsData(crew: Crew, context: ServiceContext, { halt, say }: RunDeps): Promise<void> {
  const { databaseUrl, redisUrl } = await startDataServices(crew, context, say);
  publishEnvironment(context.stateDir, { DATABASE_URL: databaseUrl, REDIS_URL: redisUrl });
  say('');
  say('DATA_ONLY=1: no app runs. Ctrl-C stops PostgreSQL and Redis.');
  await halt.unless(new Promise<never>(() => {}));
}

/** Builds the console beside everything else. The product runs without it, so a failure is told and stops nothing. */
async function build(projectRoot: string, say: (line: string) => void): Promise<void> {
  const began = performance.now();
  try {
    const built = await buildConsole(projectRoot);
    if (built === 'built') say(row('Console', `built in ${((performance.now() - began) / 1000).toFixed(1)} s`));
  } catch (error) {
    say(row('Console', error instanceof Error ? error.message : String(error)));
  }
}

async function startApps(
  crew: Crew,
  config: StartConfig,
  environment: Record<string, string>,
  context: ServiceContext,
  deps: RunDeps,
): Promise<void> {
  const began = performance.now();
  const logs = path.join(context.stateDir, 'logs');
  const apps = appsOf(config);
  const run = { environment, projectRoot: context.projectRoot, logs, record: context.record };
  await Promise.all(apps.map((app) => crew.join(appProgram(app, run), stageOf(app))));
  deps.say(
    row('Apps', `${apps.map((app) => app.name).join(', ')} ${((performance.now() - began) / 1000).toFixed(1)} s`),
  );
}

/** What a person needs to sign in, and on a fresh installation something to look at. */
async function welcome(
  config: StartConfig,
  database: PreparedDatabase,
  environment: Record<string, string>,
  { stateDir }: ServiceContext,
  { halt, say }: RunDeps,
): Promise<void> {
  if (database.holdsWorkspace) return remindOfSignIn(stateDir, say);
  try {
    if (await demonstrate({ config, database, environment, stateDir }, say)) return;
  } catch (error) {
    // The product itself runs: it is no reason to stop it.
    if (halt.signal.aborted) throw new Halted();
    const reason = error instanceof Error ? error.message : String(error);
    return say(`The demonstration could not be made (${reason}): see the logs, or leave it out with SEED_DEMO=0.`);
  }
  const databaseUrl = environment['DATABASE_URL'] ?? '';
  await makeFirstSignIn({ databaseUrl, stateDir, broughtKey: environment['BOOTSTRAP_API_KEY'] }, say);
}

function configured(env: NodeJS.ProcessEnv): StartConfig {
  const read = readConfig(env);
  if (!read.ok) throw new Refusal(read.problems.join('\n'));
  return read.config;
}

async function refuseTakenPorts(config: StartConfig): Promise<void> {
  const sentences = await takenPorts(namedPorts(config), config.host);
  if (sentences.length > 0) throw new Refusal(sentences.join('\n'));
}

async function orGivenUp(crew: Crew, work: Promise<void>): Promise<void> {
  const refusal = crew.givenUp.then((sentence) => {
    throw sentence;
  });
  await Promise.race([work, refusal]);
}
