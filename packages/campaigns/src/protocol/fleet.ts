import { pauseFor } from './pause-for.ts';
import { type Machine, type SenderProcess, startSenderProcess } from './sender-process.ts';
import type { Stage } from './stage.ts';

const hosts = ['north', 'south'];

/** The senders of two machines, two on each, kept at that number. */
export type Fleet = {
  /** Those that run at this moment. */
  running(): SenderProcess[];
  kill(process: SenderProcess): void;
  freeze(process: SenderProcess, forMs: number): void;
  /** Stops a whole machine, if none is stopped. */
  suspend(forMs: number): Promise<void>;
  /** Starts what is missing: also those that hung for a moment and were ended by their neighbours. */
  fill(): void;
  /** Lets everybody go on. */
  thaw(): void;
  end(): Promise<void>;
};

/** Starts them. */
export function startFleet(stage: Stage): Fleet {
  const all: SenderProcess[] = [];
  let number = 0;
  let suspended: string | undefined;
  const machineOf = (host: string): Machine => {
    const find = (name: string) => all.find((process) => process.name === name && process.host === host);
    return {
      isAlive: (name) => (find(name)?.pulse.state ?? 'dead') !== 'dead',
      kill: (name) => find(name)?.pulse.kill(),
    };
  };
  const fleet: Fleet = {
    running: () => all.filter((process) => process.pulse.state === 'running'),
    kill(process) {
      stage.tally.kills += 1;
      process.pulse.kill();
    },
    freeze(process, forMs) {
      if (process.pulse.state !== 'running') return;
      stage.tally.freezes += 1;
      process.pulse.freeze();
      void pauseFor(forMs).then(() => process.pulse.thaw());
    },
    async suspend(forMs) {
      if (suspended !== undefined) return;
      suspended = stage.random.pick(hosts);
      for (const process of all) if (process.host === suspended) fleet.freeze(process, forMs);
      await pauseFor(forMs);
      suspended = undefined;
    },
    fill() {
      for (const host of hosts) {
        if (host === suspended) continue;
        const alive = all.filter((process) => process.host === host && process.pulse.state !== 'dead').length;
        for (let missing = 2 - alive; missing > 0; missing--) {
          all.push(startSenderProcess(stage, machineOf(host), { name: `${++number}@${host}`, host }));
        }
      }
    },
    thaw() {
      suspended = undefined;
      for (const process of all) process.pulse.thaw();
    },
    async end() {
      await Promise.all(all.map((process) => process.end()));
    },
  };
  fleet.fill();
  return fleet;
}
