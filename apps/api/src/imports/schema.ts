import { columnsProblem, type ImportStatus } from '@hikyaku/audience';
import { publicId } from '@hikyaku/database';
import { z } from 'zod';
import { basisValue } from '../contacts/schema.ts';
import { isStorableText } from '../http/storable.ts';
import { idView, lineValue, timeView } from '../http/value.ts';

/** What each column of a file is, in its order: `email`, the name of a field, or nothing, as JSON. */
const columnsValue = z
  .string()
  .max(25_000)
  .transform((text, context) => {
    const columns = z.array(z.string()).max(200).safeParse(parsed(text));
    if (columns.success && columns.data.every(isStorableText)) return columns.data;
    context.addIssue({ code: 'custom', message: 'columns is no JSON list of names, such as ["email","name",""].' });
    return z.NEVER;
  })
  .meta({ description: 'What each column is, whatever the first line calls it: ["email","name",""]; "" is left out.' });

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What is said about a file of people: the ground for writing to them, where it comes from, and what its columns are. */
export const importQuery = z.strictObject({
  basis: basisValue,
  source: lineValue(500),
  columns: columnsValue
    .superRefine((columns, context) => {
      const message = columnsProblem(columns);
      if (message !== undefined) context.addIssue({ code: 'custom', message });
    })
    .optional(),
});

/** What is said about the beginning of a file. */
export const previewQuery = z.strictObject({
  whole: z.enum(['yes', 'no']).default('no').meta({ description: 'Whether this is the whole file.' }),
  columns: columnsValue.optional(),
});

/** How the beginning of a file is read. */
export const previewSchema = z
  .strictObject({
    encoding: z.enum(['us-ascii', 'utf-8', 'shift_jis', 'utf-16le', 'utf-16be']),
    columns: z.array(
      z.strictObject({
        header: z
          .string()
          .nullable()
          .meta({ description: 'What the first line calls it; null where that is a person.' }),
        use: z.string().meta({ description: 'What it is read as: "email", a field, or "" for nothing.' }),
      }),
    ),
    rows: z.array(
      z.strictObject({
        line: z.int(),
        values: z.array(z.string()),
        problem: z.string().nullable().meta({ description: 'Why this line would be rejected.' }),
      }),
    ),
  })
  .meta({ id: 'ImportPreview' });

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
