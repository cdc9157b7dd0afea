// A command that starts two programs under a guardian, says their ids, and then waits to be killed.
import { startChild } from '../child.ts';
import { postGuardian } from '../guardian.ts';
import { openRunRecord } from '../run-record.ts';

const [runs = '', guarded] = process.argv.slice(2);
const record = openRunRecord(runs);
if (guarded === 'guarded') postGuardian(record.folder);
const pids: number[] = [];
for (const [stage, name] of ['ground', 'house'].entries()) {
  const child = await startChild({
    name,
    command: process.execPath,
    args: ['-e', 'setInterval(() => {}, 1000)'],
    env: process.env,
    cwd: '/',
    logFile: '/dev/null',
    record,
    stopSignal: 'SIGTERM',
    stage,
    patienceMs: 5_000,
  });
  pids.push(child.pid);
}
process.send?.(pids);
