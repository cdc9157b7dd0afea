import { publicId } from '@hikyaku/database';
import type { Image } from '@hikyaku/images';
import { z } from 'zod';
import { idView, timeView } from '../http/value.ts';

/** A picture of the library. */
export const imageSchema = z
  .strictObject({
    id: idView('image'),
    name: z.string(),
    url: z.string().meta({ description: 'Where letters show it from: the same bytes for ever.' }),
    type: z.string(),
    width: z.int(),
    height: z.int(),
    sizeBytes: z.int(),
    createdAt: timeView,
  })
  .meta({ id: 'Image', description: 'A picture for letters.' });

/** A picture, in the shape of `imageSchema`. */
export function imageView(publicUrl: string) {
  return ({ id, file, createdAt, ...image }: Image): z.infer<typeof imageSchema> => ({
    ...image,
    id: publicId('image', id),
    url: `${publicUrl}/a/${file}`,
    createdAt: createdAt.toISOString(),
  });
}
