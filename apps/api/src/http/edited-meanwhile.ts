import type { EditedMeanwhile, Editing } from '@hikyaku/database';
import { z } from 'zod';
import { conflict } from './refusals.ts';
import type { Reply } from './reply.ts';

/** The state that a change was made upon, in the body of the change. */
export const basedOnValue = z.iso.datetime({ offset: true }).exactOptional().meta({
  description: 'The updatedAt that this change was made upon: when it has been changed since, the change is refused.',
});

/** Who writes, and upon which state. */
export function editingOf({ name }: { name: string }, basedOn: string | undefined): Editing {
  return { by: name, ...(basedOn === undefined ? {} : { basedOn: new Date(basedOn) }) };
}

/** A refusal of a change upon a state that is no more, with who made it so, and when (409). */
export function editedMeanwhileReply(thing: string, { by, at }: EditedMeanwhile): Reply {
  const values = { who: by ?? 'Somebody', thing, at: at.toISOString() };
  return conflict('edited-meanwhile', values, 'edited-meanwhile');
}
