import { eventually } from '../../scripts/story/outside.ts';
import type { Stage } from '../trials/trial.ts';
import { inDatabase } from './in-database.ts';
import { leaveMeanwhile, type Leaving } from './leavings.ts';
import { type Happened, misfortune } from './misfortune.ts';
import type { Plan } from './plan.ts';
import { type Entry, judge, type Row, type Seen, type Verdict } from './verdict.ts';
import { pause, watch } from './watch.ts';
import type { ReceiverFaultKind } from './weather.ts';

/** A trial that was run: what happened, what was seen, and what is thought of it. */
export type Outcome = {
  plan: Plan;
  status: string;
  seconds: number;
  happened: Happened[];
  leavings: Leaving[];
  looks: { looks: number; unbalanced: number; unanswered: number };
  entries: Entry[];
  rows: Row[];
  verdict: Verdict;
};

/** Receivers that cut here have given 354, and the sender has written its dot: nobody on its side can know what became of the letter. */
const cutsPastData: ReadonlySet<ReceiverFaultKind> = new Set([
  'cut before the dot',
  'cut after the dot, kept',
  'cut after the dot, not kept',
]);
const mostMs = 150_000;

/**
 * Runs a trial: some people get a first issue, whose one-click addresses they will use; then everybody is sent the second while
 * things go wrong; when it is finished, receivers' record and ledger are laid side by side.
 */
export async function runTrial(stage: Stage, plan: Plan): Promise<Outcome> {
  const { world } = stage;
  const began = performance.now();
  await eventually(async () => ((await isWell(world)) ? true : undefined), 60_000);
  await world.script({ rules: [] });
  await world.forget();
  const listId = await world.made('/lists', { name: `trial ${plan.trial}` });
  const people = peopleOf(plan);
  await world.importCsv(listId, csv(people.slice(0, plan.leavings.length)));
  await world.until(await world.send(listId, 'first'), 'finished');
  const first = (await world.record()).filter((letter) => letter.kept);
  await world.importCsv(listId, csv(people.slice(plan.leavings.length)));

  await world.forget();
  await world.script({ rules: plan.weather.rules });
  const campaignId = await world.send(listId, 'second');
  const watching = watch(stage, campaignId, people.length, mostMs);
  const [happened, leavings, over] = await Promise.all([
    misfortune(stage, watching, campaignId, plan.mishaps),
    leaveMeanwhile(watching, first, plan.leavings),
    watching.over,
  ]).finally(() => watching.stop());
  // Whatever still came after the end would be seen.
  await pause(300);
  const entries = await world.record();
  const rows = await eventually(() => readRows(stage.stateDir).catch(() => undefined), 60_000);
  const seen = sightOf({ plan, people, entries, rows, happened, leavings, looks: watching.looks() });
  const seconds = (performance.now() - began) / 1_000;
  return {
    plan,
    status: over.status,
    seconds,
    happened,
    leavings,
    looks: watching.looks(),
    entries,
    rows,
    verdict: judge(seen),
  };
}

/** Whether what an earlier trial has killed is there again, database included. */
async function isWell(world: Stage['world']): Promise<boolean> {
  return (await world.call('GET', '/lists').catch(() => undefined))?.status === 200;
}

function peopleOf({ trial, letters }: Plan): string[] {
  return Array.from({ length: letters }, (_, n) => `p${String(n).padStart(5, '0')}@trial${trial}.example`);
}

function csv(people: readonly string[]): string {
  return ['email,name', ...people.map((email) => `${email},Person`)].join('\n');
}

const pastData = new Set(['data', 'dot']);

type Sight = Pick<Outcome, 'plan' | 'entries' | 'rows' | 'happened' | 'leavings' | 'looks'> & { people: string[] };

function sightOf({ plan, people, entries, rows, happened, leavings, looks }: Sight): Seen {
  const cut = plan.weather.faults.filter((fault) => cutsPastData.has(fault.kind)).map(({ whom }) => new RegExp(whom));
  return {
    people,
    entries,
    rows,
    done: leavings.filter(({ status }) => status === 200),
    quiet: happened.flatMap((one) => one.quiet ?? []),
    unbalanced: looks.unbalanced,
    deaths: happened.flatMap((one) => one.death ?? []),
    cutPastData: entries
      .filter(({ stage, reply }) => pastData.has(stage) && reply === null)
      .map(({ recipients: [email = ''] }) => email)
      .filter((email) => cut.some((whom) => whom.test(email))),
  };
}

/** The newest campaign's rows, from the database: the API lists them two hundred at a time. */
async function readRows(stateDir: string): Promise<Row[]> {
  return inDatabase(stateDir, async (client) => {
    const { rows } = await client.query<Row>(`
      select c.email, d.state, d.reason, split_part(s.process, '@', 1)::int as sender
      from deliveries d join contacts c on c.id = d.contact_id left join senders s on s.id = d.sender_id
      where d.campaign_id = (select max(id) from campaigns where kind = 'campaign')
    `);
    return rows;
  });
}
