import { createWorkspace } from '@hikyaku/campaigns';
import { publicId } from '@hikyaku/database';
import { UsageError } from '../errors.ts';
import { refusalOf } from '../refusal-of.ts';
import { defineVerb } from '../verb.ts';
import { withDatabase } from '../with-database.ts';

/** `workspace create`: one sending organisation, with what the law wants in each of its newsletters. */
export const workspaceCreate = defineVerb({
  options: {
    name: { value: 'name', help: 'what you call it', required: true },
    'legal-name': { value: 'name', help: 'the name of the sending organisation, for footers', required: true },
    'postal-address': { value: 'address', help: 'where it can be written to, for footers', required: true },
    contact: { value: 'text', help: 'telephone, address or page for complaints and questions', required: true },
    locale: { value: 'ja|en', help: 'language of its letters; ja when left out' },
    'time-zone': { value: 'zone', help: 'Asia/Tokyo when left out' },
  },
  async run(context, given) {
    const locale = given.option('locale') ?? 'ja';
    if (locale !== 'ja' && locale !== 'en') throw new UsageError(`--locale is "${locale}"; write ja or en.`);
    const wanted = {
      name: given.required('name'),
      legalName: given.required('legal-name'),
      postalAddress: given.required('postal-address'),
      contact: given.required('contact'),
      timeZone: given.option('time-zone') ?? 'Asia/Tokyo',
      locale,
    } as const;
    const made = await withDatabase(context, (db) => createWorkspace(db, wanted));
    if (made.kind !== 'created') throw refusalOf(made, 'workspace');
    context.say(`${publicId('workspace', made.workspace.id)} ${made.workspace.name}`);
  },
});
