import {
  openLinePool,
  openSender,
  openStageJournal,
  parseRetrySchedule,
  recoverDeadSenders,
  relayed,
  type Sender,
  type SenderIdentity,
  type SenderLife,
  type StageJournal,
  startSenderLife,
  tick,
} from '@hikyaku/delivery';
import { factsComposer } from './composer.ts';
import { type MortalDatabase, openMortalDatabase } from './mortal-database.ts';
import { pauseFor } from './pause-for.ts';
import { type Pulse, startPulse } from './pulse.ts';
import { simulatedTransport } from './receiver.ts';
import { note, type Stage } from './stage.ts';

/** Short, so that leases lapse while somebody watches. */
export const leaseSeconds = 0.4;
/** When a sender on another machine is given up for lost (the product waits 60 s). */
const unreadableAfterSeconds = 0.5;

/** Who else runs, as recovery asks the machine. */
export type Machine = { isAlive: (process: string) => boolean; kill: (process: string) => void };

/** A sender process that can be frozen and killed. Everything in it but chance, wires and the operating system is the product's. */
export type SenderProcess = {
  readonly name: string;
  readonly host: string;
  readonly pulse: Pulse;
  /** Begins a tick of a slot that it may already be at, as a job that is handed out twice does. */
  tickAgain(): void;
  /** Ends in order when it is alive; closes its connections either way. */
  end(): Promise<void>;
};

/** Starts one: it registers, then ticks slots and recovers dead senders until it ends. */
export function startSenderProcess(
  stage: Stage,
  machine: Machine,
  { name, host }: { name: string; host: string },
): SenderProcess {
  const pulse = startPulse();
  const database = openMortalDatabase(stage.url, 'sender', {
    pulse,
    losesAnswer: loser(stage),
    watch: gateWatch(stage),
  });
  const identity: SenderIdentity = { host, bootId: 'boot', process: name, journal: `${stage.folder}/${host}` };
  const ticks = new Set<Promise<unknown>>();
  const course = { draining: false };
  let ready: { sender: Sender; life: SenderLife; journal: StageJournal } | undefined;

  async function run(): Promise<void> {
    const life = await untilDone(() =>
      startSenderLife(database.db, identity, {
        leaseSeconds,
        // A process that was declared dead ends, and comes back under a new id.
        onFenced: () => pulse.kill(),
        onError: (error) => note(stage, error),
      }),
    );
    const journal = openStageJournal(identity.journal, life.senderId);
    const kept = stage.steps.keepJournal(toldJournal(stage, frailJournal(stage, pulse, journal)));
    ready = { sender: senderOf(stage, pulse, database, life, kept, () => course.draining), life, journal };
    await Promise.all([ticking(ready.sender), recovering(life)]);
  }

  async function ticking(sender: Sender): Promise<void> {
    while (!course.draining) {
      await tickOne(sender);
      await pulse.pass(pauseFor(1 + stage.random.below(5)));
    }
  }

  async function tickOne(sender: Sender): Promise<void> {
    const going = tick(sender, stage.random.pick(stage.people.slotIds) ?? 1).catch((error) => note(stage, error));
    ticks.add(going);
    await going;
    ticks.delete(going);
  }

  async function recovering(life: SenderLife): Promise<void> {
    const killProcess = stage.steps.endsHungSenders ? machine.kill : () => {};
    const isAlive = (other: string) => stage.steps.endsHungSenders && machine.isAlive(other);
    while (!course.draining) {
      await pulse.pass(pauseFor(10 + stage.random.below(40)));
      try {
        const options = { leaseSeconds, unreadableAfterSeconds, killProcess, isAlive };
        await recoverDeadSenders(database.db, { senderId: life.senderId, identity }, options);
      } catch (error) {
        note(stage, error);
      }
    }
  }

  async function untilDone<Value>(act: () => Promise<Value>): Promise<Value> {
    for (;;) {
      try {
        return await act();
      } catch (error) {
        note(stage, error);
        await pulse.pass(pauseFor(5));
      }
    }
  }

  const running = run();
  return {
    name,
    host,
    pulse,
    tickAgain() {
      if (ready === undefined || pulse.state !== 'running') return;
      if (!stage.steps.ticksAlone) ready.life.ticking.clear();
      void tickOne(ready.sender);
    },
    async end() {
      course.draining = true;
      if (pulse.state === 'running') {
        const ended = Promise.all([running, ...ticks]).then(() => ready?.life.retire());
        await Promise.race([ended, new Promise<void>((resolve) => pulse.onDeath(resolve))]);
      }
      pulse.kill();
      ready?.sender.lines.close();
      ready?.journal.close();
      await database.close();
    },
  };
}

function senderOf(
  stage: Stage,
  pulse: Pulse,
  { db }: MortalDatabase,
  life: SenderLife,
  journal: StageJournal,
  draining: () => boolean,
): Sender {
  return openSender({
    db,
    life,
    journal,
    composer: factsComposer(stage),
    lines: openLinePool(relayed(simulatedTransport(stage, pulse)), 12),
    schedule: parseRetrySchedule('20ms'),
    leaseSeconds,
    draining,
    onTrouble: (error) => note(stage, error),
    way: 'relay',
    triggers: () => [],
    now: () => new Date(),
    nowMs: Date.now,
    random: () => stage.random.next(),
  });
}

/** A dead process writes nothing, and one that is frozen between its last check and the mark writes it when it thaws. */
function frailJournal(stage: Stage, pulse: Pulse, journal: StageJournal): StageJournal {
  const { weather, random, tally } = stage;
  const whileAlive = (write: () => void) => {
    if (pulse.state !== 'dead') write();
  };
  return {
    beforeDot(letter, attempt) {
      if (stage.phase !== 'storm' || !random.chance(weather.freezesAtTheDot)) {
        whileAlive(() => journal.beforeDot(letter, attempt));
        return;
      }
      tally.freezes += 1;
      pulse.freeze();
      // Longer than the lease, shorter than another machine waits before it presumes the bytes gone.
      setTimeout(() => pulse.thaw(), 450 + random.below(200));
      void pulse.pass(Promise.resolve()).then(() => whileAlive(() => journal.beforeDot(letter, attempt)));
    },
    afterReply: (letter, attempt, outcome) => whileAlive(() => journal.afterReply(letter, attempt, outcome)),
    settled: (letter, attempt) => whileAlive(() => journal.settled(letter, attempt)),
    close: () => journal.close(),
  };
}

/** Notes which acceptances the ledger has confirmed to this sender. */
function toldJournal(stage: Stage, journal: StageJournal): StageJournal {
  const accepted = new Set<string>();
  const nameOf = (letter: Parameters<StageJournal['settled']>[0]) =>
    `${letter.campaignId}/${letter.addressKey.toString('hex')}/${letter.letterNo}`;
  return {
    ...journal,
    afterReply(letter, attempt, outcome) {
      if (outcome.state === 'accepted') accepted.add(`${nameOf(letter)}/${attempt}`);
      journal.afterReply(letter, attempt, outcome);
    },
    settled(letter, attempt) {
      if (accepted.delete(`${nameOf(letter)}/${attempt}`)) {
        stage.record.told.push({ letter: nameOf(letter), attempt, at: performance.now() });
      }
      journal.settled(letter, attempt);
    },
  };
}

function loser(stage: Stage): (statement: string) => number | undefined {
  const { weather, random, tally } = stage;
  return (statement) => {
    if (stage.phase !== 'storm') return undefined;
    const share = statement.includes('from gate(')
      ? weather.lostGates
      : statement.includes('select settle(')
        ? weather.lostSettles
        : /take_slot|update batches/.test(statement)
          ? weather.lostTakes
          : 0;
    if (!random.chance(share)) return undefined;
    tally.lostAnswers += 1;
    return random.below(8);
  };
}

/** Who leaves at the worst moment leaves now: these people's letters are at the gate. */
function gateWatch({ moving }: Stage): (statement: string, parameters: readonly unknown[]) => void {
  return (statement, parameters) => {
    if (!statement.includes('from gate(')) return;
    for (const keys of parameters.filter((parameter) => Buffer.isBuffer(parameter))) {
      for (let at = 0; at < keys.length; at += 16) moving.push(keys.toString('hex', at, at + 16));
    }
    moving.splice(0, Math.max(0, moving.length - 30));
  };
}
