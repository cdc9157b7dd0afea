import type { Db } from '@hikyaku/database';
import { type Attention, attention } from './attention.ts';
import { type FirstSteps, firstSteps } from './first-steps.ts';
import { type PeopleLately, peopleLately } from './people-lately.ts';

/** What somebody who arrives should know of a workspace. */
export type Overview = { steps: FirstSteps; people: PeopleLately; attention: Attention[] };

const week = 7;

/** Looks at a workspace as a whole. */
export async function overview(db: Db, workspaceId: string): Promise<Overview> {
  const [steps, people, waiting] = await Promise.all([
    firstSteps(db, workspaceId),
    peopleLately(db, workspaceId, week),
    attention(db, workspaceId),
  ]);
  return { steps, people, attention: waiting };
}
