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
  /** Starts what is missing. */
  fill(): void;
  /** Thaws everybody, sees to it that each machine has its senders, and kills nobody any more. */
  calm(): void;
  end(): Promise<void>;
};

/** Starts them. */
export function startFleet(stage: Stage): Fleet {
  const all: SenderProcess[] = [];
  let number = 0;
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
      stage.tally.freezes += 1;
      process.pulse.freeze();
      void pauseFor(forMs).then(() => process.pulse.thaw());
    },
    fill() {
      for (const host of hosts) {
        const alive = all.filter((process) => process.host === host && process.pulse.state !== 'dead').length;
        for (let missing = 2 - alive; missing > 0; missing--) {
          all.push(startSenderProcess(stage, machineOf(host), { name: `${++number}@${host}`, host }));
        }
      }
    },
    calm() {
      for (const process of all) process.pulse.thaw();
      fleet.fill();
    },
    async end() {
      await Promise.all(all.map((process) => process.end()));
    },
  };
  fleet.fill();
  return fleet;
}
