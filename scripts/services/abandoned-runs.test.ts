import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { stopAbandonedRuns } from './abandoned-runs.ts';
import { identityOf } from './process-identity.ts';
import { type Scratch, scratch } from './testing/scratch.ts';

const abandon = fileURLToPath(new URL('testing/abandon.ts', import.meta.url));
let test: Scratch;
let runs: string;
beforeEach(() => {
  test = scratch();
  runs = path.join(test.folder, 'other runs');
});
afterEach(() => test.remove());

async function killedCommand(mode: 'guarded' | 'alone'): Promise<number[]> {
  const command = fork(abandon, [runs, mode], { execArgv: [], stdio: 'ignore' });
  const [pids] = await once(command, 'message');
  const exited = once(command, 'exit');
  command.kill('SIGKILL');
  await exited;
  return pids;
}

async function gone(pids: readonly number[]): Promise<boolean> {
  for (let turn = 0; turn < 400; turn += 1) {
    if (pids.every((pid) => identityOf(pid) === undefined)) return true;
    await delay(25);
  }
  return false;
}

describe('postGuardian', () => {
  it('stops everything a command has started when that command is killed with -9', async () => {
    const pids = await killedCommand('guarded');
    expect(pids).toHaveLength(2);
    expect(await gone(pids)).toBe(true);
  });
});

describe('stopAbandonedRuns', () => {
  it('stops what a killed command left running, the last stage first, and says what', async () => {
    const pids = await killedCommand('alone');
    expect(pids.map((pid) => identityOf(pid) !== undefined)).toEqual([true, true]);
    expect(await stopAbandonedRuns(runs)).toEqual([
      `Stopped house (process ${pids[1]}), left over from an earlier run.`,
      `Stopped ground (process ${pids[0]}), left over from an earlier run.`,
    ]);
    expect(await gone(pids)).toBe(true);
    expect(readdirSync(runs)).toEqual([]);
  });

  it('refuses, and stops nothing, while the other command is alive', async () => {
    const command = fork(abandon, [runs, 'alone'], { execArgv: [], stdio: 'ignore' });
    const [pids] = await once(command, 'message');
    await expect(stopAbandonedRuns(runs)).rejects.toThrow(`already runs on this state (process ${command.pid})`);
    expect(pids.every((pid: number) => identityOf(pid) !== undefined)).toBe(true);
    const exited = once(command, 'exit');
    command.kill('SIGKILL');
    await exited;
    await stopAbandonedRuns(runs);
  });

  it('never touches a process that has merely inherited the number', async () => {
    const run = path.join(runs, '1');
    mkdirSync(run, { recursive: true });
    writeFileSync(path.join(run, 'owner'), JSON.stringify({ pid: 4_000_000, identity: 'an earlier boot/1' }));
    const stranger = { name: 'postgres', pid: process.pid, identity: 'an earlier boot/2', signal: 'SIGINT', stage: 0 };
    writeFileSync(path.join(run, 'postgres.child'), JSON.stringify(stranger));
    expect(await stopAbandonedRuns(runs)).toEqual([]);
    expect(existsSync(run)).toBe(false);
  });
});
