import { changeWorkspace } from '@hikyaku/campaigns';
import { chooseWorkspace } from '../choose.ts';
import { UsageError } from '../errors.ts';
import { refusalOf } from '../refusal-of.ts';
import { defineVerb, workspaceOption } from '../verb.ts';
import { withDatabase } from '../with-database.ts';

/** `workspace quiet-hours`: hours in which no marketing letter goes. */
export const workspaceQuietHours = defineVerb({
  argument: { value: '<21:00-08:00|off>', help: "from and until, by the reader's clock, or off" },
  options: {
    'time-zone': {
      value: 'zone',
      help: 'the clock of people whose field time_zone names none; as it was when left out',
    },
    workspace: workspaceOption,
  },
  async run(context, given) {
    const quietHours = readHours(given.argument);
    const timeZone = given.option('time-zone');
    const changed = await withDatabase(context, async (db) =>
      changeWorkspace(db, await chooseWorkspace(db, given.option('workspace')), {
        quietHours,
        ...(timeZone === undefined ? {} : { timeZone }),
      }),
    );
    if (changed.kind !== 'changed') throw refusalOf(changed, 'workspace');
    const { name, quietHours: hours, timeZone: zone } = changed.workspace;
    context.say(
      hours === null
        ? `${name} has no quiet hours.`
        : `No marketing letter of ${name} goes from ${hours.from} until ${hours.until} by its reader's clock, else by ${zone}.`,
    );
  },
});

function readHours(text: string): { from: string; until: string } | null {
  if (text === 'off') return null;
  const [from, until, ...rest] = text.split('-');
  if (from === undefined || until === undefined || rest.length > 0) {
    throw new UsageError(`"${text}" are no hours; write them such as 21:00-08:00, or off.`);
  }
  return { from, until };
}
