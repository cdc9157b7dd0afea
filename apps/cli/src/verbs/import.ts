import { type FileEncoding, type ImportStatus, importContacts, isConsentBasis, consentBases } from '@hikyaku/audience';
import { publicId } from '@hikyaku/database';
import { chooseList } from '../choose-list.ts';
import { chooseWorkspace } from '../choose.ts';
import { Refusal, UsageError } from '../errors.ts';
import { openInput, stoppable } from '../input-file.ts';
import { count, withoutAddresses } from '../printable.ts';
import { beginReport, writeRejects } from '../rejects-report.ts';
import { defineVerb, workspaceOption } from '../verb.ts';
import { withPeople } from '../with-database.ts';

/** `import`: reads a file to its end. It never touches suppressions; it says how many people stay suppressed. */
export const importVerb = defineVerb({
  argument: { value: '<file>', help: 'CSV with a header row, an "email" column, every other column a field' },
  options: {
    list: { value: 'lst_…', help: 'the list they join', required: true },
    basis: { value: 'basis', help: `why they may be written to: ${consentBases.join(', ')}`, required: true },
    source: { value: 'text', help: 'where the addresses come from', required: true },
    encoding: { value: 'utf-8|shift_jis', help: 'found out when left out' },
    rejects: { value: 'file', help: 'write the lines that are not taken, and why, to this new file' },
    workspace: workspaceOption,
  },
  async run(context, given) {
    const basis = given.required('basis');
    if (!isConsentBasis(basis)) throw new UsageError(`--basis is "${basis}"; write one of ${consentBases.join(', ')}.`);
    const encoding = encodingOf(given.option('encoding'));
    const source = given.required('source');
    const status = await withPeople(context, async (db, pepper) => {
      const workspaceId = await chooseWorkspace(db, given.option('workspace'));
      const listId = await chooseList(db, workspaceId, given.required('list'));
      await using file = await openInput(context.folder, given.argument);
      await using report = await beginReport(context.folder, given.option('rejects'));
      const value = { workspaceId, listId, basis, source, encoding };
      const imported = await stoppable((signal) => importContacts(db, pepper, { ...value, stream: file.read(signal) }));
      if (!imported.ok) throw new Refusal(imported.problem.reason);
      for (const line of await writeRejects(db, imported.status, report)) context.say(line);
      return imported.status;
    });
    context.say(outcome(status));
    if (status.status !== 'finished')
      throw new Refusal(withoutAddresses(status.failure ?? 'The import did not finish.'));
  },
});

function encodingOf(text: string | undefined): FileEncoding | 'auto' {
  if (text === undefined) return 'auto';
  const encoding = text.toLowerCase();
  if (encoding === 'utf-8' || encoding === 'shift_jis') return encoding;
  throw new UsageError(`--encoding is "${text}"; write utf-8 or shift_jis.`);
}

function outcome({ id, status, rows, added, updated, rejected, stillSuppressed }: ImportStatus): string {
  const still = `${stillSuppressed.toLocaleString('en')} of these people stay suppressed`;
  return `${publicId('import', id)} ${status}: ${count(rows, 'row')}, ${added} added, ${updated} updated, ${rejected} rejected; ${still}.`;
}
