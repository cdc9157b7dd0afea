/** Every status a campaign can have, in the order of its life. */
export const campaignStatuses = [
  'draft',
  'scheduled',
  'preparing',
  'sending',
  'paused',
  'cancelling',
  'cancelled',
  'finished',
] as const;

/** Where a campaign is in its life. */
export type CampaignStatus = (typeof campaignStatuses)[number];

/**
 * What a campaign's next status depends on. A paused one remembers whether its audience was frozen to the end, because resuming
 * goes on where the pause met it.
 */
export type CampaignState = { status: Exclude<CampaignStatus, 'paused'> } | { status: 'paused'; frozen: boolean };

/** What may be asked of a campaign: the first five by people, the others by the engine as its work comes to an end. */
export type CampaignVerb =
  | 'change'
  | 'schedule'
  | 'pause'
  | 'resume'
  | 'cancel'
  | 'prepare'
  | 'send'
  | 'finish'
  | 'close'
  | 'reopen';

/** The status a verb leads to, or the sentence that says why it cannot be done now and what can be done instead. */
export type Move = { allowed: true; to: CampaignStatus } | { allowed: false; message: string };

/** A verb that came too early or too late for the campaign's status. */
export type Refused = { kind: 'refused'; status: CampaignStatus; verb: CampaignVerb | 'follow-up'; message: string };

/** The whole lifecycle: pure, total, and the only place that knows it. */
export function nextStatus(state: CampaignState, verb: CampaignVerb): Move {
  const to = verb === 'resume' && state.status === 'paused' ? resumed(state) : moves[verb][state.status];
  return to === undefined ? { allowed: false, message: refusal(state.status, verb) } : { allowed: true, to };
}

/** The statuses from which a verb may be done. */
export function statusesFor(verb: CampaignVerb): CampaignStatus[] {
  return campaignStatuses.filter((status) => moves[verb][status] !== undefined);
}

/** Whether a text names a status. */
export function isCampaignStatus(text: string): text is CampaignStatus {
  return campaignStatuses.some((status) => status === text);
}

// Pausing or cancelling twice is harmless: both promise that nothing leaves, and that is still so.
const moves: Record<CampaignVerb, Partial<Record<CampaignStatus, CampaignStatus>>> = {
  change: { draft: 'draft' },
  schedule: { draft: 'scheduled', scheduled: 'scheduled' },
  pause: { preparing: 'paused', sending: 'paused', paused: 'paused' },
  resume: { paused: 'sending' },
  cancel: {
    scheduled: 'cancelling',
    preparing: 'cancelling',
    sending: 'cancelling',
    paused: 'cancelling',
    cancelling: 'cancelling',
    cancelled: 'cancelled',
  },
  prepare: { scheduled: 'preparing' },
  send: { preparing: 'sending' },
  finish: { sending: 'finished' },
  close: { cancelling: 'cancelled' },
  reopen: { sending: 'sending', finished: 'sending' },
};

function resumed(state: { frozen: boolean }): CampaignStatus {
  return state.frozen ? 'sending' : 'preparing';
}

function refusal(status: CampaignStatus, verb: CampaignVerb): string {
  return `This campaign ${situations[status]}, so it cannot ${wishes[verb]}; ${advice[status]}.`;
}

const situations: Record<CampaignStatus, string> = {
  draft: 'is still a draft',
  scheduled: 'is scheduled and has not begun',
  preparing: 'is being prepared',
  sending: 'is being sent',
  paused: 'is paused',
  cancelling: 'is being cancelled',
  cancelled: 'was cancelled',
  finished: 'is finished',
};

const wishes: Record<CampaignVerb, string> = {
  change: 'be changed',
  schedule: 'be scheduled',
  pause: 'be paused',
  resume: 'be resumed',
  cancel: 'be cancelled',
  prepare: 'be prepared',
  send: 'begin to send',
  finish: 'finish',
  close: 'be closed',
  reopen: 'send letters again',
};

const advice: Record<CampaignStatus, string> = {
  draft: 'change it or schedule it',
  scheduled: 'schedule it for another time, or cancel it',
  preparing: 'pause or cancel it',
  sending: 'pause or cancel it',
  paused: 'resume or cancel it',
  cancelling: 'wait until it is cancelled',
  cancelled: 'create a new campaign',
  finished: 'create a new campaign',
};
