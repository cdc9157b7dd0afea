/** The rooms and what each may import of ours: a letter travels from the campaign towards the wire, never back. */
export const packageRanks: readonly Rank[] = [
  { rank: 0, room: 'packages/message', may: [] },
  { rank: 0, room: 'packages/rendering', may: [] },
  { rank: 0, room: 'packages/database', may: [] },
  { rank: 0, room: 'packages/queue', may: [] },
  { rank: 0, room: 'packages/log', may: [] },
  { rank: 1, room: 'packages/sign-in', may: ['message', 'database'] },
  { rank: 1, room: 'packages/inspection', may: ['message'] },
  { rank: 1, room: 'packages/images', may: ['database'] },
  { rank: 1, room: 'packages/events', may: ['database'] },
  { rank: 1, room: 'packages/ledger', may: ['events', 'database'] },
  { rank: 2, room: 'packages/suppression', may: ['message', 'ledger', 'events', 'database'] },
  { rank: 2, room: 'packages/audience', may: ['message', 'events', 'database'] },
  { rank: 3, room: 'packages/delivery', may: ['message', 'suppression', 'ledger', 'events', 'database', 'queue'] },
  {
    rank: 4,
    room: 'packages/campaigns',
    may: [
      'audience',
      'rendering',
      'inspection',
      'suppression',
      'delivery',
      'ledger',
      'events',
      'message',
      'database',
      'queue',
    ],
  },
];

const everyPackage: readonly string[] = packageRanks.map(({ room }) => room.slice('packages/'.length));

/** The apps. The unsubscribe app and the inbound one can reach nothing that sends. */
export const appRanks: readonly Rank[] = [
  { rank: 5, room: 'apps/api', may: everyPackage },
  { rank: 5, room: 'apps/cli', may: everyPackage },
  {
    rank: 5,
    room: 'apps/sender',
    may: ['campaigns', 'delivery', 'suppression', 'inspection', 'message', 'database', 'queue', 'log'],
  },
  { rank: 5, room: 'apps/unsubscribe', may: ['suppression', 'audience', 'images', 'database', 'message', 'log'] },
  { rank: 5, room: 'apps/inbound', may: ['suppression', 'database', 'message', 'log'] },
  { rank: 5, room: 'apps/mailbox', may: ['message'] },
  { rank: 5, room: 'apps/web', may: [] },
];

/** What stands outside the product and looks at it as a whole. */
export const outsideRanks: readonly Rank[] = [
  { rank: 6, room: 'scripts', may: [...everyPackage, 'mailbox'] },
  { rank: 6, room: 'bench', may: [...everyPackage, 'mailbox'], beside: ['scripts/story', 'scripts/services'] },
];

/** What tests may import besides: the mailbox is the receiver of every room's tests. */
export const testsMayAlso: readonly string[] = ['mailbox'];

/** The one file in which a cleared letter may be made. */
export const clearedLetterMint = 'packages/suppression/src/gate.ts';

/** One room of the house: its folder, its rank, the rooms it may import by their short names, and folders beside it that it may reach by path. */
export type Rank = { rank: number; room: string; may: readonly string[]; beside?: readonly string[] };
