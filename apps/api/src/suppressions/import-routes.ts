import { findList, readTable } from '@hikyaku/audience';
import { maskAddresses } from '@hikyaku/message';
import {
  channels,
  emptyTally,
  type ExportFormat,
  exportFormat,
  importOptOuts,
  type OptOutScope,
  type OptOutSource,
} from '@hikyaku/suppression';
import { z } from 'zod';
import type { Dependencies } from '../dependencies.ts';
import { invalid, notFound, ok, refuse } from '../http/reply.ts';
import { defineRoute, none, type Route } from '../http/route.ts';
import { csvUpload, type Upload } from '../http/upload.ts';
import { idValue, lineValue } from '../http/value.ts';

/** The answer waits for the work, so files are bounded: some 400,000 lines. The command line takes any. */
const mostBytes = 16_777_216;
const mostRejectsTold = 1_000;

const importQuery = z.strictObject({
  scope: z.enum(['list', 'marketing', 'all']).meta({ description: 'What those who unsubscribed refuse.' }),
  listId: idValue('list').optional(),
  channel: z.enum(channels).optional(),
  operator: lineValue(200).optional(),
  note: lineValue(2_000).optional().meta({ description: 'Where the file comes from.' }),
});

const count = z.int();
const importedSchema = z
  .strictObject({
    system: z.string().nullable().meta({ description: 'Whose export it was read as: mailchimp, ses …, or generic.' }),
    export: z.string().nullable(),
    unsubscribed: count,
    complaints: count,
    bounced: count,
    stoodAlready: count.meta({ description: 'Of these, who stood suppressed already.' }),
    passedOver: count.meta({ description: 'Lines of people who get mail still.' }),
    takenBack: count,
    onTheWire: z.boolean(),
    rejected: count,
    rejects: z.array(z.strictObject({ line: count, reason: z.string() })).meta({ description: 'The first 1,000.' }),
    failure: z.string().nullable().meta({ description: 'Why reading ended before the end; what was done stays done.' }),
  })
  .meta({ id: 'ImportedOptOuts' });

/** /suppressions/imports: other systems' exports of opt-outs, each line by its reason. Always additive (SUP-5). */
export function suppressionImportRoutes(deps: Dependencies): Route[] {
  const { db, spoolFolder } = deps;
  return [
    defineRoute({
      method: 'post',
      path: '/suppressions/imports',
      tag: 'Suppressions',
      summary: "Suppress everybody in another system's export of opt-outs, recognised by its header line",
      creates: true,
      params: none,
      query: importQuery,
      body: csvUpload({ folder: spoolFolder, mostBytes }),
      answers: { 200: { description: 'Every line has had its turn.', body: importedSchema } },
      async handle({ caller: { workspaceId, name }, query: { scope, listId = null, channel, operator, note }, body }) {
        if ((scope === 'list') !== (listId !== null)) {
          const detail = scope === 'list' ? 'Scope "list" needs listId.' : `Scope "${scope}" takes no listId.`;
          return refuse('malformed', detail, [{ parameter: 'listId', detail }]);
        }
        if (listId !== null && (await findList(db, workspaceId, listId)) === undefined) return notFound('list');
        const details = {
          by: name,
          ...(channel === undefined ? {} : { channel }),
          ...(operator === undefined ? {} : { operator }),
        };
        const how = { source: 'import', details, ...(note === undefined ? {} : { note }) };
        const imported = await importFile(deps, body, { workspaceId, scope, listId }, how);
        if (imported.system === null && imported.failure !== null) {
          return invalid([{ pointer: '', detail: imported.failure }]);
        }
        return ok(imported);
      },
    }),
  ];
}

async function importFile(
  { db, pepper, waiting = {} }: Dependencies,
  file: Upload,
  scoped: OptOutScope,
  how: OptOutSource,
): Promise<z.infer<typeof importedSchema>> {
  const tally = emptyTally();
  const rejects: { line: number; reason: string }[] = [];
  let format: ExportFormat | undefined;
  let rejected = 0;
  let failure: string | null = null;
  for await (const part of readTable(file.take(new AbortController().signal), file.encoding, exportFormat)) {
    if (part.kind === 'unusable') {
      failure = part.reason;
      break;
    }
    format = part.header.kind;
    const refused = await importOptOuts(db, pepper, { format, scoped, how, tally, waiting }, part.records);
    rejected += refused.length;
    for (const { line, reason } of refused.slice(0, mostRejectsTold - rejects.length)) {
      rejects.push({ line, reason: maskAddresses(reason) });
    }
  }
  const { suppressed, ...counts } = tally;
  return {
    system: format?.system ?? null,
    export: format?.export ?? null,
    unsubscribed: suppressed.unsubscribed,
    complaints: suppressed.complaint,
    bounced: suppressed['invalid-address'],
    ...counts,
    rejected,
    rejects,
    failure,
  };
}
