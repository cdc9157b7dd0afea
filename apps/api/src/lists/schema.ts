import type { List } from '@hikyaku/audience';
import { publicId } from '@hikyaku/database';
import { z } from 'zod';
import { idView, lineValue, timeView } from '../http/value.ts';

/** What makes a list. The name stands in the List-Id of its letters. */
export const newListSchema = z.strictObject({ name: lineValue(200).meta({ examples: ['月刊たより'] }) });

/** A list as the API shows it. */
export const listSchema = z
  .strictObject({ id: idView('list'), name: z.string(), createdAt: timeView })
  .meta({ id: 'List', description: 'A named newsletter or topic that a contact can join and leave.' });

/** Everybody on a list, by what they are to it. */
export const listCountsSchema = z
  .strictObject({
    active: z.int().meta({ description: 'On it; a wider "no" may stop some of them.' }),
    pending: z.int().meta({ description: 'Asked to confirm, and have not.' }),
    left: z.int().meta({ description: 'Said "no" to it since they joined.' }),
  })
  .meta({ id: 'ListCounts' });

/** A list, in the shape of `listSchema`. */
export function listView(list: List): z.infer<typeof listSchema> {
  return { id: publicId('list', list.id), name: list.name, createdAt: list.createdAt.toISOString() };
}
