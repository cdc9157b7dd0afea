import { listWarmUps, startWarmUp, stopWarmUp } from '@hikyaku/delivery';
import { Refusal, UsageError } from '../errors.ts';
import { defineVerb } from '../verb.ts';
import { withDatabase } from '../with-database.ts';

const domainArgument = { value: '<domain>', help: 'the domain of From, such as news.example.com' };
const laneOption = { lane: { value: 'name', help: 'one lane; every lane when left out' } } as const;

/** `warm-up start`: ceilings for a From domain that a lane's receivers do not know yet. */
export const warmUpStart = defineVerb({
  argument: domainArgument,
  options: laneOption,
  async run(context, given) {
    const domain = readDomain(given.argument);
    const lane = given.option('lane') ?? null;
    const started = await withDatabase(context, (db) => startWarmUp(db, { domain, lane }));
    if (started === 'no-lane') throw new Refusal(`There is no lane "${lane}".`);
    if (started === 'under-way')
      throw new Refusal(`${domain} is being warmed up in ${lane === null ? 'every lane' : where(lane)} already.`);
    context.say(`Today is the first day of the plan of ${domain} in ${lane === null ? 'every lane' : where(lane)}.`);
  },
});

/** `warm-up stop`: no ceiling from now on. */
export const warmUpStop = defineVerb({
  argument: domainArgument,
  options: laneOption,
  async run(context, given) {
    const domain = readDomain(given.argument);
    const lane = given.option('lane') ?? null;
    const stopped = await withDatabase(context, (db) => stopWarmUp(db, { domain, lane }));
    if (stopped === 'unknown') throw new Refusal(`${domain} is not being warmed up in ${where(lane)}.`);
    context.say(`${domain} has no ceiling in ${where(lane)} any more.`);
  },
});

/** `warm-up list`: one line each. */
export const warmUpList = defineVerb({
  options: {},
  async run(context) {
    const warmUps = await withDatabase(context, (db) => listWarmUps(db));
    if (warmUps.length === 0) context.say('No domain is being warmed up.');
    for (const { domain, lane, day, step, ceiling, taken, note } of warmUps) {
      const today = ceiling === null ? 'no ceiling any more' : `${taken} of ${ceiling} letters`;
      context.say(`${domain}  ${lane}  ${day}  day ${step} of the plan  ${today}  (${note})`);
    }
  },
});

function readDomain(text: string): string {
  const domain = text.toLowerCase();
  if (/^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/.test(domain)) return domain;
  throw new UsageError(`"${text}" is no domain; write one such as news.example.com.`);
}

function where(lane: string | null): string {
  return lane === null ? 'any lane' : `the lane ${lane}`;
}
