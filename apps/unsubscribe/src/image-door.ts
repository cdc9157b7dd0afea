import type { ShownImage } from '@hikyaku/images/shown';
import { Router } from 'express';
import type { Dependencies } from './dependencies.ts';
import { replySentence } from './reply.ts';

/** Pictures shown lately are kept, so that a newsletter's many readers ask the database once: 32 MB of them. */
const mostKeptBytes = 33_554_432;

/**
 * `/a/…`: the pictures of letters. A name is of the bytes, so whoever has one may keep it for ever. Only pictures are served, and as
 * nothing else: no page, no script, whatever somebody has uploaded.
 */
export function imageDoor({ showImage }: Pick<Dependencies, 'showImage'>): Router {
  const kept = keepLately();
  const router = Router();
  router.get('/:file', async (request, response) => {
    const { file } = request.params;
    const image = kept.get(file) ?? (await showImage(file));
    if (image === undefined) return replySentence(response, 404, 'There is no such picture.');
    kept.put(file, image);
    response
      .set('Content-Type', image.type)
      .set('Cache-Control', 'public, max-age=31536000, immutable')
      .set('Content-Security-Policy', "default-src 'none'; sandbox")
      // Mail programs on the web show it from an address of their own.
      .set('Cross-Origin-Resource-Policy', 'cross-origin')
      .set('Content-Disposition', 'inline')
      .end(image.bytes);
  });
  return router;
}

/** Holds what was put in last, up to so many bytes in all. */
function keepLately() {
  const held = new Map<string, ShownImage>();
  let bytes = 0;
  const drop = (file: string) => {
    bytes -= held.get(file)?.bytes.length ?? 0;
    held.delete(file);
  };
  return {
    get: (file: string) => held.get(file),
    put(file: string, image: ShownImage) {
      drop(file);
      held.set(file, image);
      bytes += image.bytes.length;
      for (const oldest of held.keys()) {
        if (bytes <= mostKeptBytes) return;
        drop(oldest);
      }
    },
  };
}
