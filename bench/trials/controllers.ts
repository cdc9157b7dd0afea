// Plays a lane's governor against receivers that it does not know, on made-up time: ten minutes each, of which the last five count.
import {
  cappedConnections,
  growingLatency,
  oneBadHost,
  openGovernor,
  overloaded,
  ownShaping,
  shedding,
  simulate,
  tokenBucket,
} from '@hikyaku/delivery/testing';
import { report } from './trial.ts';

const minute = 60_000;
const receivers = [
  cappedConnections(1, 100),
  cappedConnections(3, 200),
  cappedConnections(13, 300),
  cappedConnections(40, 150),
  tokenBucket(0.2, 300),
  tokenBucket(2, 100),
  tokenBucket(7, 300),
  tokenBucket(20, 100),
  tokenBucket(150, 50),
  overloaded(0.2, 300),
  overloaded(7, 300),
  overloaded(20, 100),
  overloaded(150, 50),
  shedding(10, 50, 100),
  shedding(30, 20, 200),
  shedding(100, 2, 100),
  oneBadHost(2, 10, 200),
  oneBadHost(4, 30, 100),
  growingLatency(50, 100, 5_000),
  growingLatency(400, 50, 300),
];

const rows = receivers.map((receiver) => {
  const governor = openGovernor({
    lane: 'nobody',
    limits: { connections: 50, lettersPerConnection: 100, lettersPerSecond: undefined },
    start: 5,
    share: 1,
    triggers: () => ownShaping.triggers,
    tell: () => {},
  });
  const played = simulate(governor, receiver, { untilMs: 10 * minute, fromMs: 5 * minute });
  const percent = (share: number) => Math.round(share * 1_000) / 10;
  return {
    receiver: receiver.name,
    lettersTaken: played.taken,
    deferredPercent: percent(played.deferredShare),
    ofCapacityPercent: percent(played.utilisation),
  };
});

console.table(rows);
const worst = {
  mostDeferredPercent: Math.max(...rows.map((row) => row.deferredPercent)),
  leastOfCapacityPercent: Math.min(...rows.map((row) => row.ofCapacityPercent)),
};
report('controllers', { minutesCounted: 5, receivers: rows, ...worst });
if (worst.mostDeferredPercent >= 20 || worst.leastOfCapacityPercent <= 80) process.exitCode = 1;
