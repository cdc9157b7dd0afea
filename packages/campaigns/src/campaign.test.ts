import { describe, expect, it } from '@jest/globals';
import { type CampaignState, type CampaignVerb, campaignStatuses, nextStatus, statusesFor } from './campaign.ts';

const states: Record<string, CampaignState> = {
  draft: { status: 'draft' },
  scheduled: { status: 'scheduled' },
  preparing: { status: 'preparing' },
  sending: { status: 'sending' },
  'paused early': { status: 'paused', frozen: false },
  paused: { status: 'paused', frozen: true },
  cancelling: { status: 'cancelling' },
  cancelled: { status: 'cancelled' },
  finished: { status: 'finished' },
};

/** Verb by verb, every state in the order above: where it leads, or '-' for a refusal. */
const table: Record<CampaignVerb, string> = {
  change: 'draft - - - - - - - -',
  schedule: 'scheduled scheduled - - - - - - -',
  pause: '- - paused paused paused paused - - -',
  resume: '- - - - preparing sending - - -',
  cancel: '- cancelling cancelling cancelling cancelling cancelling cancelling cancelled -',
  prepare: '- preparing - - - - - - -',
  send: '- - sending - - - - - -',
  finish: '- - - finished - - - - -',
  close: '- - - - - - cancelled - -',
  reopen: '- - - sending - - - - sending',
};

const verbs = Object.keys(table) as CampaignVerb[];

describe('nextStatus', () => {
  it.each(verbs)('moves every state as the table says: %s', (verb) => {
    const reached = Object.values(states).map((state) => {
      const move = nextStatus(state, verb);
      return move.allowed ? move.to : '-';
    });
    expect(reached.join(' ')).toBe(table[verb]);
  });

  it.each(verbs)('says, where %s is refused, what the campaign is doing and what can be done instead', (verb) => {
    for (const state of Object.values(states)) {
      const move = nextStatus(state, verb);
      if (move.allowed) continue;
      expect(move.message).toMatch(/^This campaign (is|was) .+, so it cannot .+; .+\.$/);
    }
  });

  it('lets nothing out of cancelled but being cancelled again, and nothing out of finished but reopening', () => {
    const ways = (state: CampaignState) => verbs.filter((verb) => nextStatus(state, verb).allowed);
    expect(ways({ status: 'cancelled' })).toEqual(['cancel']);
    expect(ways({ status: 'finished' })).toEqual(['reopen']);
  });
});

describe('statusesFor', () => {
  it.each(verbs)('names exactly the statuses from which %s is allowed', (verb) => {
    const allowed = campaignStatuses.filter((status) => {
      const state: CampaignState = status === 'paused' ? { status, frozen: true } : { status };
      return nextStatus(state, verb).allowed;
    });
    expect(statusesFor(verb)).toEqual(allowed);
  });
});
