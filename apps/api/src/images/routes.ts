import { fitPicture, keepImage, listImages, type PictureFault, removeImage } from '@hikyaku/images';
import { shownImage } from '@hikyaku/images/shown';
import { z } from 'zod';
import type { Dependencies } from '../dependencies.ts';
import { pageOf, pageQuery, pageSchema, pageView } from '../http/page.ts';
import { noBody } from '../http/payload.ts';
import { conflict } from '../http/refusals.ts';
import { created, invalid, notFound, ok, type Reply } from '../http/reply.ts';
import { defineRoute, none, type Route } from '../http/route.ts';
import { idValue, lineValue } from '../http/value.ts';
import { imageUpload } from './image-upload.ts';
import { imageSchema, imageView } from './schema.ts';

const one = z.strictObject({ id: idValue('image') });

/** /images: the pictures of a workspace's letters. */
export function imageRoutes({ db, publicUrl }: Dependencies): Route[] {
  const view = imageView(publicUrl);
  return [
    defineRoute({
      method: 'post',
      path: '/images',
      tag: 'Images',
      summary:
        'Upload a picture: it is turned upright, made no wider than 1,200 pixels, and rid of what the camera noted',
      creates: true,
      params: none,
      query: z.strictObject({ name: lineValue(200).default('picture') }),
      body: imageUpload,
      answers: { 201: { description: 'The picture, with the address for letters.', body: imageSchema } },
      async handle({ caller, query, body }) {
        const fit = await fitPicture(body);
        if (!fit.ok) return invalid([{ pointer: '', detail: faults[fit.fault] }]);
        return created(view(await keepImage(db, caller.workspaceId, query.name, fit.picture)));
      },
    }),
    defineRoute({
      method: 'get',
      path: '/images',
      tag: 'Images',
      summary: "The workspace's pictures, newest first",
      params: none,
      query: z.strictObject(pageQuery('image')),
      body: noBody,
      answers: { 200: { description: 'A page of pictures.', body: pageSchema(imageSchema) } },
      async handle({ caller, query: { cursor, limit } }) {
        const page = { limit: limit + 1, ...(cursor === undefined ? {} : { before: cursor }) };
        return ok(pageView('image', pageOf(await listImages(db, caller.workspaceId, page), limit), view));
      },
    }),
    defineRoute({
      method: 'get',
      path: '/images/files/:file',
      tag: 'Images',
      summary: 'The picture itself, as letters show it',
      params: z.strictObject({ file: z.string().max(40) }),
      query: none,
      body: noBody,
      answers: { 200: { description: 'Its bytes.', body: 'image/*' } },
      async handle({ params }) {
        const image = await shownImage(db, params.file);
        return image === undefined ? notFound('picture') : { kind: 'picture', ...image };
      },
    }),
    defineRoute({
      method: 'delete',
      path: '/images/:id',
      tag: 'Images',
      summary: 'Take a picture out of the library; one that a campaign or a template speaks of stays',
      params: one,
      query: none,
      body: noBody,
      answers: {
        204: { description: 'It is out of the library; letters just being written may show it for thirty days.' },
        409: { description: 'Something speaks of it.' },
      },
      async handle({ caller, params }) {
        const removed = await removeImage(db, caller.workspaceId, params.id);
        if (removed.kind === 'not-found') return notFound('picture');
        return removed.kind === 'removed' ? { kind: 'empty' } : inUse(removed.campaigns);
      },
    }),
  ];
}

const faults: Readonly<Record<PictureFault, string>> = {
  'other-kind':
    'This is no PNG, JPEG, GIF or WebP, whatever its name says (SVG is not shown by mail programs); save it as one of these.',
  broken: 'This picture cannot be read to its end; save it anew and upload it again.',
  'too-many-pixels': 'This picture has more than 60 million pixels; make it smaller and upload it again.',
};

function inUse(campaigns: readonly string[]): Reply {
  if (campaigns.length === 0) return conflict('picture-in-template');
  return conflict('picture-in-campaigns', { names: campaigns.map((name) => `“${name}”`).join(', ') });
}
