import type { Db } from '@hikyaku/database';
import type { Scoped, Wished } from '@hikyaku/ledger';
import { findSuppressions, type Left, type Suppression } from '@hikyaku/suppression';
import type { Reply } from '../http/reply.ts';
import { suppressionView } from './schema.ts';

/** The answer to somebody who left: 201 when it is quiet, 202 with the honest sentence while a letter is on the wire. */
export async function leftReply(
  db: Db,
  person: (Scoped & { workspaceId: string }) | Wished,
  left: Left,
): Promise<Reply> {
  const suppression = await standing(db, person);
  if (suppression === undefined) throw new Error('A suppression that was just written is not found.');
  const onTheWire = left.kind === 'on-the-wire';
  const message = onTheWire
    ? 'Nothing more will be sent, but one letter was already on its way and may still arrive.'
    : 'Nothing of this scope is in transmission, and nothing will be.';
  const { outcome } = left.suppressed;
  const body = { ...suppressionView(suppression), outcome, takenBack: left.takenBack, onTheWire, message };
  return { kind: 'json', status: onTheWire ? 202 : 201, body };
}

/** A repeat changes no row and so names none: it is looked up by what it is about. */
async function standing(
  db: Db,
  { workspaceId, addressKey, scope, listId }: (Scoped & { workspaceId: string }) | Wished,
): Promise<Suppression | undefined> {
  for (let after: string | undefined; ; ) {
    const page = await findSuppressions(db, workspaceId, {
      addressKey,
      limit: 200,
      ...(after === undefined ? {} : { after }),
    });
    const found = page.find((row) => row.scope === scope && row.listId === listId);
    after = page.at(-1)?.id;
    if (found !== undefined || after === undefined) return found;
  }
}
