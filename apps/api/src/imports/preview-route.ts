import { buffer } from 'node:stream/consumers';
import { previewImport } from '@hikyaku/audience';
import type { Dependencies } from '../dependencies.ts';
import { invalid, ok } from '../http/reply.ts';
import { defineRoute, none, type Route } from '../http/route.ts';
import { csvUpload } from '../http/upload.ts';
import { previewQuery, previewSchema } from './schema.ts';

/** A beginning is enough to show how a file is read. */
const mostBytes = 1_048_576;

/** POST /imports/preview: how the beginning of a file would be read, by the very code of an import. Nothing is kept of it. */
export function importPreviewRoute({ pepper, spoolFolder }: Dependencies): Route {
  return defineRoute({
    method: 'post',
    path: '/imports/preview',
    tag: 'Imports',
    summary: 'Show how a file would be read, by its beginning: encoding, columns, the first twenty lines',
    params: none,
    query: previewQuery,
    body: csvUpload({ folder: spoolFolder, mostBytes }),
    answers: { 200: { description: 'The columns are what an import may be given as `columns`.', body: previewSchema } },
    async handle({ query: { whole, columns }, body }) {
      const sample = await buffer(body.take(new AbortController().signal));
      const asked = { sample, whole: whole === 'yes', encoding: body.encoding, columns };
      const read = await previewImport(pepper, asked);
      return read.ok ? ok(read.preview) : invalid([{ pointer: '', detail: read.reason }]);
    },
  });
}
