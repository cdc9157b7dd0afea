import type { ImportStatus } from '@hikyaku/audience';
import { publicId } from '@hikyaku/database';
import { z } from 'zod';
import { basisValue } from '../contacts/schema.ts';
import { idView, lineValue, timeView } from '../http/value.ts';

/** What is said about a file of people: the ground for writing to them, and where it comes from. */
export const importQuery = z.strictObject({ basis: basisValue, source: lineValue(500) });

/** An import that has begun. */
export const begunSchema = z.strictObject({ id: idView('import') });

const count = z.int();

/** An import as it stands. */
export const importSchema = z
  .strictObject({
    id: idView('import'),
    listId: idView('list'),
    status: z.enum(['running', 'finished', 'failed']),
    failure: z.string().nullable(),
    rows: count.meta({ description: 'added + updated + rejected.' }),
    added: count,
    updated: count,
    rejected: count,
    stillSuppressed: count.meta({
      description: 'People of the file whom a suppression keeps from receiving this list.',
    }),
    startedAt: timeView,
    finishedAt: timeView.nullable(),
  })
  .meta({ id: 'Import' });

/** An import, in the shape of `importSchema`. */
export function importView(state: ImportStatus): z.infer<typeof importSchema> {
  const { status, failure, rows, added, updated, rejected, stillSuppressed } = state;
  return {
    id: publicId('import', state.id),
    listId: publicId('list', state.listId),
    status,
    failure,
    rows,
    added,
    updated,
    rejected,
    stillSuppressed,
    startedAt: state.startedAt.toISOString(),
    finishedAt: state.finishedAt?.toISOString() ?? null,
  };
}
