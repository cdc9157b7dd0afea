import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from '@jest/globals';
import { leaveByOneClick } from './leavers.ts';
import { eventually, outside } from './outside.ts';
import { takeAway } from './outages.ts';
import { startProduct } from './product.ts';
import { judgeTold } from './told.ts';

const letters = 900;
const runMs = 12_000;

it('WEB-10 keeps what people were told while PostgreSQL goes away and comes back during a campaign', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'hikyaku-never-down-'));
  const stateDir = path.join(folder, 'state');
  const product = await startProduct({ STATE_DIR: stateDir, RETRY_SCHEDULE: '1s', LEASE_SECONDS: '3' });
  try {
    const world = outside(product);
    const listId = await world.made('/lists', { name: 'never down' });
    const rows = Array.from({ length: letters }, (_, n) => `p${n}@down.example`);
    await world.importCsv(listId, ['email', ...rows].join('\n'));
    await world.until(await world.send(listId, 'first'), 'finished');
    const first = await world.record();
    await world.script({ rules: [{ match: {}, at: 'dot', do: { pace: letters / (runMs / 1_000) } }] });
    const running = await world.send(listId, 'second');
    await eventually(async () => ((await world.campaign(running)).counts.accepted > 0 ? true : undefined), 60_000);

    const leaving = first
      .slice(0, letters / 2)
      .map((letter, n) => leaveByOneClick(letter, (n * runMs) / (letters / 2)));
    await takeAway(product, 'killed');
    await takeAway(product, 'silent');
    const told = await Promise.all(leaving);
    await world.script({ rules: [] });
    const { counts } = await world.until(running, 'finished', 60_000);

    const verdict = await judgeTold(stateDir, told, await world.record(first.at(-1)?.id ?? 0));
    expect(verdict).toMatchObject({ refused: 0, lost: 0, dotsAfterDone: 0, gatesAfterRecorded: 0 });
    expect(verdict.recorded).toBeGreaterThan(0);
    expect(counts.withheld).toBeGreaterThan(0);
  } finally {
    await product.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}, 240_000);
