import { createReadStream, createWriteStream } from 'node:fs';
import { access, constants } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { consentBases, type ImportStatus, importContacts, isConsentBasis, rejectsCsv } from '@hikyaku/audience';
import { publicId } from '@hikyaku/database';
import { chooseWorkspace } from '../choose-workspace.ts';
import { type Command, type Context, workspaceOption } from '../command.ts';
import { RefusedError, UsageError } from '../errors.ts';
import { readId } from '../ids.ts';

/** Imports a file of people into a list. It never touches suppressions. */
export const importCommand: Command = {
  words: ['import'],
  summary: 'import a CSV file of people into a list',
  operands: ['file'],
  options: {
    list: { value: 'lst_…', help: 'the list they join', required: true },
    basis: { value: 'basis', help: `on what ground: ${consentBases.join(', ')}`, required: true },
    source: { value: 'text', help: 'where the addresses come from', required: true },
    encoding: { value: 'utf-8|shift_jis', help: 'what the file is written in; found out when left out' },
    rejects: { value: 'file', help: 'where to write the rejected lines, as CSV' },
    ...workspaceOption,
  },
  notes:
    'A header row, an "email" column, every other column a field. Suppressed people stay suppressed. Repeating is harmless.',
  async run(invocation, context) {
    const basis = invocation.required('basis');
    if (!isConsentBasis(basis)) throw new UsageError(`--basis is one of ${consentBases.join(', ')}.`);
    const encoding = invocation.option('encoding') ?? 'auto';
    if (encoding !== 'utf-8' && encoding !== 'shift_jis' && encoding !== 'auto') {
      throw new UsageError('--encoding is utf-8 or shift_jis.');
    }
    const file = fromWhereItWasTyped(context, invocation.operand('file'));
    await access(file, constants.R_OK).catch((cause: unknown) => {
      throw new RefusedError(`${file} cannot be read: check the name and the permissions.`, { cause });
    });
    const listId = readId('list', invocation.required('list'));
    const { db, installation } = await context.open();
    const workspaceId = await chooseWorkspace(db, invocation);
    const stream = createReadStream(file, { signal: context.signal });
    const target = { workspaceId, listId, basis, source: invocation.required('source'), stream, encoding } as const;
    const imported = await importContacts(db, installation.pepper(), target);
    if (!imported.ok) throw new RefusedError(imported.problem.reason);
    tell(imported.status, context);
    const rejects = invocation.option('rejects');
    if (rejects !== undefined) {
      await pipeline(
        Readable.from(rejectsCsv(db, imported.status.id)),
        createWriteStream(fromWhereItWasTyped(context, rejects)),
      );
    } else if (imported.status.rejected > 0) {
      context.say(await firstLines(rejectsCsv(db, imported.status.id)));
    }
    if (imported.status.status === 'failed') throw new RefusedError(imported.status.failure);
  },
};

/** npm changes to the project's folder; INIT_CWD is where the operator stands. */
function fromWhereItWasTyped({ env }: Context, file: string): string {
  return path.resolve(env['INIT_CWD'] || process.cwd(), file);
}

function tell(status: ImportStatus, { say }: Context): void {
  say(`${publicId('import', status.id)}  ${status.status}`);
  say(`${status.rows} rows: ${status.added} added, ${status.updated} updated, ${status.rejected} rejected.`);
  if (status.stillSuppressed > 0)
    say(`${status.stillSuppressed} people stay suppressed and get nothing from this list.`);
}

const shown = 10;

async function firstLines(csv: AsyncIterable<string>): Promise<string> {
  for await (const text of csv) {
    const lines = text.split('\r\n').filter(Boolean);
    if (text.startsWith('line,value,reason')) continue;
    const more = lines.length > shown ? '\n  … (--rejects <file> writes them all)' : '';
    return (
      lines
        .slice(0, shown)
        .map((line) => `  line ${line}`)
        .join('\n') + more
    );
  }
  return '';
}
