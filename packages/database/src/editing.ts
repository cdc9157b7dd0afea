/** Who writes, and upon which state of a thing (its `updatedAt`, to the millisecond); without it whatever stands there is written over. */
export type Editing = { by: string | null; basedOn?: Date };

/** Somebody else has changed the thing since: nothing was written. */
export type EditedMeanwhile = { kind: 'edited-meanwhile'; by: string | null; at: Date };

/** Whether a thing was changed after the state that a change was made upon. Holds only while the caller keeps its row locked. */
export function editedMeanwhile(
  { editedBy, updatedAt }: { editedBy: string | null; updatedAt: Date },
  basedOn: Date | undefined,
): EditedMeanwhile | undefined {
  if (basedOn === undefined || basedOn.getTime() === updatedAt.getTime()) return undefined;
  return { kind: 'edited-meanwhile', by: editedBy, at: updatedAt };
}
