import { withholdUntilQuiet } from '@hikyaku/ledger';
import { leave, suppress } from '@hikyaku/suppression';
import { move } from '../move.ts';
import type { Edit } from './rewrite-functions.ts';
import type { Steps } from './steps.ts';
import type { Promised } from './verdict.ts';
import { fairWeather, type Weather } from './weather.ts';

/** One protection taken out: how, in which weather that shows, and which promises may be seen to break. */
export type Mutation = {
  name: string;
  edits?: readonly Edit[];
  steps?: Partial<Steps>;
  weather: Weather;
  breaks: readonly Promised[];
};

const dawdling = { lag: 0.6, lagMs: 40 };
const quickWires = { dialogueMs: 2, travelMs: 2, slowTravel: 0, answerMs: 2 };
/** Many people leave while their letters are at the gate, which dawdles. */
const slowGate: Weather = { ...fairWeather, ...dawdling, ...quickWires, leavers: 14, hot: 1 };
/** Many people leave while their letters are on the wire, which is slow. */
const slowWires: Weather = { ...fairWeather, leavers: 14, hot: 1, dialogueMs: 60, travelMs: 40, answerMs: 40 };
/** An operator pauses and resumes all the time, and gets to hear that all is quiet. */
const operator: Weather = { ...fairWeather, ...dawdling, ...quickWires, leavers: 0, pauses: 40 };
/** Answers of the gate are lost. */
const lostGates: Weather = { ...fairWeather, ...dawdling, people: 120, stormMs: 1_200, leavers: 2, lostGates: 0.5 };
/** Senders are killed. */
const killings: Weather = { ...fairWeather, leavers: 4, kills: 25, dialogueMs: 40, travelMs: 20, answerMs: 30 };
/** Machines stop for longer than anybody waits for them. */
const suspensions: Weather = {
  ...fairWeather,
  stormMs: 3_000,
  leavers: 8,
  suspensions: 8,
  dialogueMs: 80,
  answerMs: 300,
};

const without = (name: string, passage: string): Edit => ({ name, replace: passage, by: '' });

/**
 * Every protection of the gate, of leaving, pausing, settling and recovering whose absence can be seen from outside.
 *
 * Not here, because another protection covers for them, so that none of six to thirteen rounds broke a promise without them:
 * - The look at suppressions after the lock on the row (not before it): a look that is older than a suppression is made while the
 *   row is locked or before step b, which then finds the row attempting, or has withheld it. The look at the campaign is here.
 * - The gate's attempt number and state: a letter that went round is asked about again only by a process that works a slot in two
 *   ticks, or under an old epoch; both are excluded (and are here).
 * - The gate's look at the lease, and fence() raising the epoch: a slot changes hands through fence() alone, which clears its
 *   owner, and take_slot(), which raises the epoch.
 * - Step b in every pass: the first pass after the suppression has met every gate that could have looked before it.
 */
export const mutations: readonly Mutation[] = [
  {
    name: 'leaving does not take back what waits (step b)',
    edits: [
      {
        name: 'withhold',
        replace: "      where l.state in ('queued', 'deferred')\n",
        by: '      where false\n',
      },
    ],
    weather: slowGate,
    breaks: ['stop means stop'],
  },
  {
    name: 'leaving does not wait for letters on the wire (step c)',
    edits: [
      {
        name: 'withhold',
        replace: "where l.state = 'attempting' or l.state = 'uncertain' and l.wire_until > clock_timestamp();",
        by: 'where false;',
      },
    ],
    weather: slowWires,
    breaks: ['stop means stop'],
  },
  {
    name: 'leaving does not wait for uncertain letters whose bytes may still be read',
    edits: [without('withhold', " or l.state = 'uncertain' and l.wire_until > clock_timestamp()")],
    weather: { ...killings, kills: 12, leavers: 20, hot: 1, travelMs: 90, slowTravel: 0.6 },
    breaks: ['stop means stop'],
  },
  {
    name: 'leaving again is answered at once, without steps b and c',
    steps: {
      leave: async (db, people, how, waiting) => {
        const suppressed = await suppress(db, people, how);
        if (suppressed.outcome === 'stood') return { kind: 'done', suppressed, takenBack: 0, waitedMs: 0 };
        return leave(db, people, how, waiting);
      },
    },
    weather: slowWires,
    breaks: ['stop means stop'],
  },
  {
    name: 'leaving writes no suppression (step a)',
    steps: {
      leave: async (db, people, _how, waiting) => {
        const { quiet, takenBack, waitedMs } = await withholdUntilQuiet(db, people, waiting);
        return {
          kind: quiet ? 'done' : 'on-the-wire',
          suppressed: { outcome: 'added', suppressionIds: [], begun: [] },
          takenBack,
          waitedMs,
        };
      },
    },
    weather: { ...slowWires, hot: 0.3, deferred: 0.4 },
    breaks: ['stop means stop'],
  },
  {
    name: 'leaving looks only at campaigns that are sending',
    edits: [
      {
        name: 'letters_in_scope',
        replace: "c.status in ('preparing', 'sending', 'paused', 'cancelling')",
        by: "c.status in ('sending')",
      },
    ],
    weather: { ...slowWires, dialogueMs: 120, pauses: 60 },
    breaks: ['stop means stop'],
  },
  {
    name: 'the gate does not look at suppressions',
    edits: [
      {
        name: 'gate',
        replace: 'or exists (select from suppressions s where s.address_key = e.address_key)',
        by: '',
      },
    ],
    weather: { ...slowGate, hot: 0.2, deferred: 0.4, resends: 10, lostReplies: 0.3 },
    breaks: ['stop means stop'],
  },
  {
    name: 'the gate does not look at the contact',
    edits: [
      {
        name: 'gate',
        replace: 'case when c.address_key is distinct from e.address_key and e.contact_id is not null',
        by: 'case when false',
      },
      {
        name: 'what_stops',
        replace: 'where p_contact is not null and p_contact_key is distinct from p_key',
        by: 'where false',
      },
    ],
    weather: { ...fairWeather, leavers: 0, contactChanges: 200, hot: 1 },
    breaks: ['no letter to an address that was given up'],
  },
  {
    name: 'the gate does not look at the campaign',
    edits: [without('gate', " and m.status = 'sending'")],
    weather: operator,
    breaks: ['paused means quiet'],
  },
  {
    name: 'the gate does not hold the campaign, so a pause does not wait for it',
    edits: [
      without(
        'gate',
        '  perform pg_advisory_xact_lock_shared(c.id) from (select distinct id from unnest(p_campaigns) u(id) order by id) c;\n',
      ),
    ],
    weather: operator,
    breaks: ['paused means quiet'],
  },
  {
    name: 'the gate looks at the campaign before it holds it: the look is older than the lock',
    edits: [
      {
        name: 'gate',
        replace: '  v_letters integer[];\n',
        by: '  v_letters integer[];\n  v_sending bigint[];\n',
      },
      {
        name: 'gate',
        replace: '  perform pg_advisory_xact_lock_shared(c.id)',
        by: "  select array_agg(id) into v_sending from campaigns where id = any(p_campaigns) and status = 'sending';\n  perform dawdle();\n  perform pg_advisory_xact_lock_shared(c.id)",
      },
      { name: 'gate', replace: "m.status = 'sending'", by: 'm.id = any(v_sending)' },
    ],
    weather: operator,
    breaks: ['paused means quiet'],
  },
  {
    name: 'the gate does not look at the slot',
    edits: [without('gate', ' and s.epoch = u.epoch and s.sender_id = p_sender and s.lease_until > clock_timestamp()')],
    weather: lostGates,
    breaks: ['nothing is stuck'],
  },
  {
    name: 'the gate does not hold the slot, so nobody who takes it over waits for it',
    edits: [
      without(
        'gate',
        '  perform pg_advisory_xact_lock_shared(s.id) from (select distinct id from unnest(p_slots) u(id) order by id) s;\n',
      ),
    ],
    weather: lostGates,
    breaks: ['nothing is stuck'],
  },
  {
    name: 'a slot is taken without a new epoch',
    edits: [{ name: 'take_slot', replace: 'set epoch = s.epoch + 1', by: 'set epoch = s.epoch' }],
    weather: lostGates,
    breaks: ['nothing is stuck'],
  },
  {
    name: 'a slot is taken while a gate holds it',
    edits: [without('take_slot', '  perform pg_advisory_xact_lock(p_slot);\n')],
    weather: lostGates,
    breaks: ['nothing is stuck'],
  },
  {
    name: 'a sender is fenced while its gates are under way',
    edits: [
      without(
        'fence',
        '  perform pg_advisory_xact_lock(s.id) from (select id from lane_slots where sender_id = p_dead order by id) s;\n',
      ),
    ],
    weather: { ...killings, ...quickWires, lag: 0.8, lagMs: 60, kills: 10, people: 120, stormMs: 2_500 },
    breaks: ['nothing is stuck'],
  },
  {
    name: 'what a lost gate claimed is not put back',
    edits: [{ name: 'unclaim', replace: "where d.state = 'attempting'", by: 'where false' }],
    weather: lostGates,
    breaks: ['nothing is stuck'],
  },
  {
    name: 'an outcome is settled whatever attempt it speaks of',
    edits: [{ name: 'settle', replace: ' and d.attempt = a.attempt\n      and (', by: '\n      and (' }],
    weather: { ...fairWeather, people: 30, leavers: 0, deferred: 0.5, lostSettles: 0.6, dialogueMs: 10, answerMs: 200 },
    breaks: ['nobody gets two', 'the ledger tells the truth', 'nothing is stuck'],
  },
  {
    name: 'an acceptance that comes after doubt is not recorded',
    edits: [without('settle', "        or d.state = 'uncertain' and a.state not in ('uncertain', 'queued')\n")],
    weather: suspensions,
    breaks: ['the ledger tells the truth'],
  },
  {
    name: 'an acceptance that comes after the letter was queued again is not recorded',
    edits: [without('settle', "        or d.state in ('queued', 'deferred', 'withheld') and a.state = 'accepted'\n")],
    weather: {
      ...suspensions,
      stormMs: 3_000,
      suspensions: 8,
      leavers: 2,
      hot: 1,
      contactChanges: 150,
      resends: 60,
      answerMs: 300,
    },
    breaks: ['the ledger tells the truth'],
  },
  {
    name: 'a pause does not wait for letters on the wire',
    steps: {
      pause: async (db, workspaceId, campaignId) => {
        await db.transaction().execute((tx) => move(tx, workspaceId, campaignId, { verb: 'pause', event: 'paused' }));
        return { kind: 'paused', quiet: true, onTheWire: 0 };
      },
    },
    weather: { ...slowWires, leavers: 0, pauses: 20 },
    breaks: ['paused means quiet'],
  },
  {
    name: 'a process works one slot in two ticks',
    steps: { ticksAlone: false },
    weather: { ...fairWeather, people: 120, stormMs: 2_000, leavers: 0, kills: 8, doubleTicks: 80, dialogueMs: 60 },
    breaks: ['nothing is stuck'],
  },
  {
    name: 'no mark is made before the dot',
    steps: { keepJournal: (journal) => ({ ...journal, beforeDot: () => {} }) },
    weather: killings,
    breaks: ['nobody gets two'],
  },
  {
    name: 'a mark without an answer counts as none',
    steps: {
      keepJournal: (journal) => ({
        ...journal,
        beforeDot: () => {},
        afterReply(letter, attempt, outcome) {
          journal.beforeDot(letter, attempt);
          journal.afterReply(letter, attempt, outcome);
        },
      }),
    },
    weather: killings,
    breaks: ['nobody gets two'],
  },
  {
    name: 'recovery does not end a hung sender before it judges its letters',
    steps: { endsHungSenders: false },
    weather: { ...fairWeather, leavers: 2, freezesAtTheDot: 0.05 },
    breaks: ['nobody gets two'],
  },
  {
    name: 'the dot is written without asking whether the sender is still alive',
    steps: { asksBeforeTheDot: false },
    weather: suspensions,
    breaks: ['stop means stop', 'nobody gets two', 'the ledger tells the truth'],
  },
];
