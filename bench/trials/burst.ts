// A newsletter to a list of which a carrier knows too few people: the brake stops it, its author lets it go on once, and calls it off.
//   node bench/trials/burst.ts [--people 8000] [--unknown 0.3]
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { eventually } from '../../scripts/story/outside.ts';
import { onStage, report } from './trial.ts';

const { values } = parseArgs({
  options: { people: { type: 'string', default: '8000' }, unknown: { type: 'string', default: '0.3' } },
});
const people = Number(values.people);
const unknown = Number(values.unknown);
const shown = z.object({
  status: z.string(),
  statusReason: z.string().nullable(),
  statusDetail: z.object({ text: z.string() }).nullable(),
});

await onStage({}, async ({ world }) => {
  const listId = await world.made('/lists', { name: 'old list' });
  const emails = Array.from({ length: people }, (_, n) => `p${n}@${n % 2 === 0 ? 'docomo.ne.jp' : 'people.example'}`);
  await world.importCsv(listId, ['email', ...emails].join('\n'));
  await world.script({
    rules: [
      {
        match: { domain: 'docomo.ne.jp', share: unknown, seed: 'gone' },
        at: 'rcpt',
        do: { reply: '550 5.1.1 Unknown user' },
      },
      { match: {}, at: 'dot', do: { pace: 400 } },
    ],
  });
  const campaignId = await world.send(listId, 'burst');
  const began = performance.now();
  const log: string[] = [];
  const say = (line: string) => {
    log.push(`${((performance.now() - began) / 1_000).toFixed(1).padStart(5)} s  ${line}`);
  };
  const look = async () => {
    const { counts } = await world.campaign(campaignId);
    return { counts, ...shown.parse((await world.call('GET', `/campaigns/${campaignId}`)).body) };
  };
  const untilPaused = () =>
    eventually(
      async () => {
        const now = await look();
        say(
          `${now.status}  accepted ${now.counts.accepted}  bounced ${now.counts.bounced}  queued ${now.counts.queued}`,
        );
        return now.status === 'paused' ? now : undefined;
      },
      60_000,
      250,
    );
  const first = await untilPaused();
  say(`${first.statusReason}: ${first.statusDetail?.text}`);
  await eventually(async () => ((await look()).counts.attempting === 0 ? true : undefined), 10_000);
  const atRest = (await world.record()).length;
  await new Promise((resolve) => setTimeout(resolve, 2_000));
  say(`two seconds later: ${(await world.record()).length - atRest} more letters at the receivers`);
  await world.call('POST', `/campaigns/${campaignId}/resume`);
  say('its author resumes it');
  const second = await untilPaused();
  say(`${second.statusReason}: ${second.statusDetail?.text}`);
  await world.call('POST', `/campaigns/${campaignId}/cancel`);
  const { counts } = await world.until(campaignId, 'cancelled');
  say(
    `its author cancels it: ${counts.withheld} letters withheld, ${counts.accepted} accepted, ${counts.bounced} bounced`,
  );
  report('burst', { people, unknownAtDocomo: unknown, counts, log });
  for (const line of log) console.log(line);
});
