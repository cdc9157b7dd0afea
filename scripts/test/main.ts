// `npm test`: every test of every package, on a PostgreSQL and a Redis that end with it. `npm test -- message` runs one package's.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { prepareTemplate } from '@hikyaku/database/testing';
import { projectRoot } from '../services/project.ts';
import { Refusal } from '../services/refusal.ts';
import {
  endThrowAway,
  openThrowAway,
  type ThrowAway,
  throwAwayPostgres,
  throwAwayRedis,
} from '../services/throw-away-services.ts';
import { type Halt, Halted, listenForHalt } from '../start/halt.ts';
import { chosenPackages, testedPackages } from './packages.ts';
import { failuresIn, sumTallies, type Tally, tallyLine, withRunner } from './tally.ts';
import { runTurbo } from './turbo.ts';

process.exit(await main());

async function main(): Promise<number> {
  const chosen = chosenPackages(process.argv.slice(2), testedPackages(projectRoot));
  if (!chosen.ok) {
    console.error(chosen.problem);
    return 1;
  }
  const halt = listenForHalt(() => console.log('\nStopping.'));
  const run = openThrowAway();
  try {
    const services = await halt.unless(startServices(run, halt));
    const tally = await testOn(run, services, chosen.names, halt);
    halt.signal.throwIfAborted();
    if (tally.passed + tally.failed + tally.skipped === 0) console.error('No test ran.');
    console.log(tallyLine(tally));
    return tally.failed === 0 && tally.passed > 0 ? 0 : 1;
  } catch (error) {
    if (error instanceof Halted || halt.signal.aborted) return 130;
    console.error(error instanceof Refusal ? error.message : error);
    console.log(tallyLine({ passed: 0, failed: 1, skipped: 0 }));
    return 1;
  } finally {
    await endThrowAway(run);
  }
}

async function startServices(run: ThrowAway, halt: Halt): Promise<Services> {
  const began = performance.now();
  const [databaseUrl, redisUrl] = await Promise.all([
    process.env['TEST_DATABASE_URL'] || throwAwayPostgres(run),
    process.env['TEST_REDIS_URL'] || throwAwayRedis(run, process.env, projectRoot, halt.signal),
  ]);
  await prepareTemplate(databaseUrl);
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  console.log(`PostgreSQL, Redis and the template database are ready after ${seconds} s.`);
  return { databaseUrl, redisUrl };
}

async function testOn(run: ThrowAway, services: Services, packages: readonly string[], halt: Halt): Promise<Tally> {
  const tallies = path.join(run.folder, 'tallies');
  const temporary = path.join(run.folder, 'tmp');
  for (const folder of [tallies, temporary]) mkdirSync(folder);
  const succeeded = await runTurbo({
    projectRoot,
    packages,
    record: run.record,
    signal: halt.signal,
    env: {
      HIKYAKU_TEST_DATABASE_URL: services.databaseUrl,
      HIKYAKU_TEST_REDIS_URL: services.redisUrl,
      HIKYAKU_TEST_TALLY: tallies,
      // What a test forgets to remove goes with the rest.
      TMPDIR: temporary,
    },
  });
  for (const failures of failuresIn(tallies)) console.log(`\nFailed:\n${failures}`);
  return withRunner(sumTallies(tallies), succeeded);
}

type Services = { databaseUrl: string; redisUrl: string };
