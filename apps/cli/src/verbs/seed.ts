import type { Db } from '@hikyaku/database';
import { sql } from 'kysely';
import { chooseWorkspace } from '../choose.ts';
import { Refusal, UsageError } from '../errors.ts';
import { count } from '../printable.ts';
import { fillWorkspace } from '../seed/fill-workspace.ts';
import { publicUrl } from '../settings.ts';
import { defineVerb, workspaceOption } from '../verb.ts';
import { withPeople } from '../with-database.ts';

const mostPeople = 10_000_000;
const mostCampaigns = 1_000;
const mostLetters = 1_000_000;
/** A demonstration's people, and some that somebody has tried things with. */
const fewPeople = 1_000;
const tellEvery = 100_000;

/** `seed`: people who do not exist and newsletters that were never sent, to see the console as it is with a million of them. */
export const seedVerb = defineVerb({
  options: {
    contacts: { value: 'number', help: 'how many people; 1000000 when left out' },
    campaigns: {
      value: 'number',
      help: 'how many finished campaigns, the last of them to everybody; 100 when left out',
    },
    letters: { value: 'number', help: 'letters of each campaign but the last; 3000 when left out' },
    workspace: workspaceOption,
  },
  notes: [
    'Nothing is sent. All addresses end in .example, where nobody can have one; the same numbers make the same people.',
    'A workspace is filled once, and none that real people may be in: not behind a public PUBLIC_URL when it holds anybody,',
    `and nowhere when it holds more than ${fewPeople.toLocaleString('en')}.`,
  ],
  async run(context, given) {
    const plan = {
      people: readNumber('contacts', given.option('contacts') ?? '1000000', mostPeople),
      campaigns: readNumber('campaigns', given.option('campaigns') ?? '100', mostCampaigns),
      lettersEach: readNumber('letters', given.option('letters') ?? '3000', mostLetters),
    };
    const isPublic = publicUrl(context.installation()).startsWith('https:');
    await withPeople(context, async (db, pepper) => {
      const workspaceId = await chooseWorkspace(db, given.option('workspace'));
      await refuseWhereSomebodyIs(db, workspaceId, isPublic);
      await db.connection().execute(async (one) => {
        // A campaign to everybody is written by one statement.
        await sql`set statement_timeout = 0`.execute(one);
        await fillWorkspace(one, pepper, { workspaceId, ...plan }, (people) => {
          if (people % tellEvery === 0) context.say(`${count(people, 'person', 'people')} so far.`);
        });
      });
    });
    const { people, campaigns } = plan;
    context.say(`Seeded: ${count(people, 'person', 'people')} and ${count(campaigns, 'finished campaign')}.`);
  },
});

async function refuseWhereSomebodyIs(db: Db, workspaceId: string, isPublic: boolean): Promise<void> {
  const { rows } = await sql<{ people: number; seeded: boolean }>`
    select count(*)::integer as people, coalesce(bool_or(seeded), false) as seeded
    from (
      select exists (select from subscriptions s where s.contact_id = c.id and s.source = 'seed') as seeded
      from contacts c where c.workspace_id = ${workspaceId} limit ${fewPeople + 1}
    ) c
  `.execute(db);
  const { people = 0, seeded = false } = rows[0] ?? {};
  if (seeded)
    throw new Refusal('This workspace was seeded before; make another with `workspace create` and seed that.');
  if (people <= (isPublic ? 0 : fewPeople)) return;
  const many =
    people > fewPeople ? `more than ${count(fewPeople, 'person', 'people')}` : count(people, 'person', 'people');
  throw new Refusal(
    `This workspace holds ${many}, who may be real; make another with \`workspace create\` and seed that.`,
  );
}

function readNumber(name: string, text: string, most: number): number {
  const number = Number(text);
  if (/^\d{1,8}$/.test(text) && number >= 1 && number <= most) return number;
  throw new UsageError(`--${name} is "${text}"; write a number from 1 to ${most.toLocaleString('en')}.`);
}
