import { createWorkspace } from '@hikyaku/campaigns';
import { publicId } from '@hikyaku/database';
import type { Command } from '../command.ts';
import { UsageError } from '../errors.ts';
import { refuseProblems } from '../refuse-problems.ts';

const create: Command = {
  words: ['workspace', 'create'],
  summary: 'make a workspace: one sending organisation',
  operands: [],
  options: {
    name: { value: 'text', help: 'what people call it', required: true },
    'legal-name': { value: 'text', help: 'the responsible party, as it stands in every footer', required: true },
    'postal-address': { value: 'text', help: 'its postal address, for the footer', required: true },
    contact: { value: 'text', help: 'where complaints and questions go, for the footer', required: true },
    locale: { value: 'ja|en', help: 'language of its footers and pages; ja when left out' },
    'time-zone': { value: 'zone', help: 'for instance Asia/Tokyo' },
  },
  async run(invocation, context) {
    const locale = invocation.option('locale') ?? 'ja';
    if (locale !== 'ja' && locale !== 'en') throw new UsageError('--locale is ja or en.');
    const timeZone = invocation.option('time-zone');
    const { db } = await context.open();
    const made = await createWorkspace(db, {
      name: invocation.required('name'),
      legalName: invocation.required('legal-name'),
      postalAddress: invocation.required('postal-address'),
      contact: invocation.required('contact'),
      locale,
      ...(timeZone === undefined ? {} : { timeZone }),
    });
    if (made.kind === 'problems') return refuseProblems(made);
    context.say(`${publicId('workspace', made.workspace.id)}  ${made.workspace.name}`);
  },
};

const list: Command = {
  words: ['workspace', 'list'],
  summary: 'the workspaces',
  operands: [],
  options: {},
  async run(_invocation, context) {
    const { db } = await context.open();
    const rows = await db.selectFrom('workspaces').select(['id', 'name']).orderBy('id').execute();
    for (const row of rows) context.say(`${publicId('workspace', row.id)}  ${row.name}`);
    if (rows.length === 0) context.say('There is no workspace yet.');
  },
};

/** `workspace create` and `workspace list`. */
export const workspaceCommands: readonly Command[] = [create, list];
