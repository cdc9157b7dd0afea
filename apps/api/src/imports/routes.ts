import { beginImport, findList, importStatus, rejectsCsv } from '@hikyaku/audience';
import { publicId } from '@hikyaku/database';
import { z } from 'zod';
import type { Dependencies } from '../dependencies.ts';
import { noBody } from '../http/payload.ts';
import { problemOf } from '../http/problem.ts';
import { notFound, ok, type Reply, refuse } from '../http/reply.ts';
import { defineRoute, none, type Route } from '../http/route.ts';
import { csvUpload, mostUploadBytes } from '../http/upload.ts';
import { idValue } from '../http/value.ts';
import { begunSchema, importQuery, importSchema, importView } from './schema.ts';

const one = z.strictObject({ id: idValue('import') });

/** /imports: files of people. An import never touches suppressions; it says how many people stay suppressed. */
export function importRoutes({
  db,
  imports,
  spoolFolder,
  mostUploadBytes: most = mostUploadBytes,
}: Dependencies): Route[] {
  return [
    defineRoute({
      method: 'post',
      path: '/lists/:id/imports',
      tag: 'Imports',
      summary: 'Import a CSV file into a list: a header row, an "email" column, every other column a field',
      creates: true,
      params: z.strictObject({ id: idValue('list') }),
      query: importQuery,
      body: csvUpload({ folder: spoolFolder, mostBytes: most }),
      answers: {
        202: {
          description: 'The file has come whole and is being read; ask the import how it stands.',
          body: begunSchema,
        },
      },
      async handle({ caller: { workspaceId }, params, query: { columns, ...ground }, body }) {
        if ((await findList(db, workspaceId, params.id)) === undefined) return notFound('list');
        if (imports.isFull()) return tooMany();
        const begun = await beginImport(db, { workspaceId, listId: params.id, ...ground });
        if (!begun.ok)
          return refuse('malformed', begun.problem.reason, [{ parameter: 'source', detail: begun.problem.reason }]);
        void imports.start({ workspaceId, importId: begun.id, upload: body, columns });
        const id = publicId('import', begun.id);
        return { kind: 'json', status: 202, body: { id }, headers: { Location: `/api/v1/imports/${id}` } };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/imports/:id',
      tag: 'Imports',
      summary: 'How an import stands',
      params: one,
      query: none,
      body: noBody,
      answers: { 200: { description: 'The import.', body: importSchema } },
      async handle({ caller, params }) {
        const status = await importStatus(db, caller.workspaceId, params.id);
        return status === undefined ? notFound('import') : ok(importView(status));
      },
    }),
    defineRoute({
      method: 'get',
      path: '/imports/:id/rejects',
      tag: 'Imports',
      summary: 'The lines that were not imported, and why',
      params: one,
      query: none,
      body: noBody,
      answers: { 200: { description: 'line,value,reason; the first 100,000.', body: 'text/csv' } },
      async handle({ caller, params }) {
        const status = await importStatus(db, caller.workspaceId, params.id);
        if (status === undefined) return notFound('import');
        return {
          kind: 'csv',
          fileName: `${publicId('import', params.id)}-rejects.csv`,
          text: rejectsCsv(db, params.id),
        };
      },
    }),
  ];
}

function tooMany(): Reply {
  const problem = problemOf('unavailable', 'Several imports are running already; send this file again in a minute.');
  return { kind: 'problem', problem, headers: { 'Retry-After': '60' } };
}
