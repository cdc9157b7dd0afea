import { cancel, cancelRemaining, listCampaigns, pause, resume, schedule, viewCampaign } from '@hikyaku/campaigns';
import { type Db, publicId } from '@hikyaku/database';
import { chooseWorkspace } from '../choose-workspace.ts';
import { type Command, type Context, type Invocation, workspaceOption } from '../command.ts';
import { RefusedError, UsageError } from '../errors.ts';
import { readId } from '../ids.ts';
import { refuseProblems } from '../refuse-problems.ts';

/** A reminder from here would need Redis; the senders look at the rows every two seconds in any case. */
const noReminder = async (): Promise<void> => {};

const list: Command = {
  words: ['campaign', 'list'],
  summary: 'the newest campaigns',
  operands: [],
  options: workspaceOption,
  async run(invocation, context) {
    const { db } = await context.open();
    const campaigns = await listCampaigns(db, await chooseWorkspace(db, invocation), { limit: 50 });
    for (const { id, status, name } of campaigns)
      context.say(`${publicId('campaign', id)}  ${status.padEnd(10)}  ${name}`);
    if (campaigns.length === 0) context.say('There is no campaign yet.');
  },
};

const show: Command = {
  words: ['campaign', 'show'],
  summary: 'one campaign and its books',
  operands: ['campaign id'],
  options: workspaceOption,
  async run(invocation, context) {
    const { db, workspaceId, campaignId } = await named(invocation, context);
    const view = await viewCampaign(db, workspaceId, campaignId);
    if (view === undefined) throw new RefusedError('There is no such campaign in this workspace.');
    const { campaign, progress } = view;
    context.say(`${publicId('campaign', campaign.id)}  ${campaign.status}  ${campaign.name}`);
    context.say(`  ${campaign.subject}`);
    if (campaign.scheduledAt !== null) context.say(`  scheduled for ${campaign.scheduledAt.toISOString()}`);
    for (const [state, letters] of Object.entries(progress.counts)) context.say(`  ${state.padEnd(10)} ${letters}`);
    context.say(progress.balanced ? '  The books balance.' : '  The books do NOT balance.');
  },
};

const scheduleCommand: Command = {
  words: ['campaign', 'schedule'],
  summary: 'schedule a draft, or move it to another time',
  operands: ['campaign id'],
  options: {
    at: { value: 'time', help: '"now", or a time with its offset: 2026-12-01T09:00:00+09:00', required: true },
    ...workspaceOption,
  },
  async run(invocation, context) {
    const at = invocation.required('at');
    if (at !== 'now' && !/^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:\d\d)$/.test(at)) {
      throw new UsageError('--at is "now", or a time with its offset such as 2026-12-01T09:00:00+09:00.');
    }
    const { db, workspaceId, campaignId, publicUrl } = await named(invocation, context);
    const when = at === 'now' ? 'now' : new Date(at);
    const scheduled = await schedule({ db, publicUrl, remind: noReminder }, workspaceId, campaignId, when);
    if (scheduled.kind !== 'scheduled') return refuseProblems(scheduled);
    for (const { field, message } of scheduled.warnings) context.say(`Mind: ${field}: ${message}`);
    context.say(`Scheduled for ${scheduled.at.toISOString()}.`);
  },
};

const pauseCommand: Command = {
  words: ['campaign', 'pause'],
  summary: 'stop a campaign where it is',
  operands: ['campaign id'],
  options: workspaceOption,
  async run(invocation, context) {
    const { db, workspaceId, campaignId } = await named(invocation, context);
    const paused = await pause(db, workspaceId, campaignId);
    if (paused.kind !== 'paused') return refuseProblems(paused);
    context.say(
      paused.quiet
        ? 'Paused: none of its letters is in transmission.'
        : `Paused: no further letter leaves; ${paused.onTheWire} were already on the wire.`,
    );
  },
};

const resumeCommand: Command = {
  words: ['campaign', 'resume'],
  summary: 'let a paused campaign go on',
  operands: ['campaign id'],
  options: workspaceOption,
  async run(invocation, context) {
    const { db, workspaceId, campaignId } = await named(invocation, context);
    const resumed = await resume({ db, wake: noReminder, remind: noReminder }, workspaceId, campaignId);
    if (resumed.kind !== 'resumed') return refuseProblems(resumed);
    context.say(`Going on: ${resumed.status}.`);
  },
};

const cancelCommand: Command = {
  words: ['campaign', 'cancel'],
  summary: 'call a campaign off for good',
  operands: ['campaign id'],
  options: workspaceOption,
  async run(invocation, context) {
    const { db, workspaceId, campaignId } = await named(invocation, context);
    const cancelled = await cancel(db, workspaceId, campaignId);
    if (cancelled.kind === 'not-found' || cancelled.kind === 'refused') return refuseProblems(cancelled);
    context.say('No further letter leaves.');
    const remaining = await cancelRemaining(db, campaignId);
    context.say(
      `${remaining.withheld} waiting letters are withheld${remaining.cancelled ? '; cancelled.' : '; the senders do the rest.'}`,
    );
  },
};

/** `campaign list`, `show`, `schedule`, `pause`, `resume` and `cancel`. */
export const campaignCommands: readonly Command[] = [
  list,
  show,
  scheduleCommand,
  pauseCommand,
  resumeCommand,
  cancelCommand,
];

async function named(
  invocation: Invocation,
  context: Context,
): Promise<{ db: Db; workspaceId: string; campaignId: string; publicUrl: string }> {
  const campaignId = readId('campaign', invocation.operand('campaign id'));
  const { db, installation } = await context.open();
  return { db, workspaceId: await chooseWorkspace(db, invocation), campaignId, publicUrl: installation.publicUrl };
}
