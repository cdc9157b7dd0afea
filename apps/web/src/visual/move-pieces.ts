import type { Component, ComponentDefinition, Editor } from 'grapesjs';

const leafHolders = ['mj-column', 'mj-hero'];
const sectionHolders = ['mj-body', 'mj-wrapper'];

/** Takes a piece away; a block of Handlebars goes as a whole, with its beginning, its middle and its end, and leaves what it held. Gives what went. */
export function removePiece(editor: Editor, chosen: Component): Component[] {
  const around = chosen.parent();
  if (around === undefined || chosen.get('removable') === false) return [];
  const pair: unknown = chosen.get('pair');
  const all = around
    .components()
    .models.filter((one) => one === chosen || (pair !== undefined && one.get('pair') === pair));
  for (const one of all) one.remove();
  editor.select(around);
  return all;
}

/** Whether a piece can go one place up (-1) or down (1) among its neighbours. */
export function canStep(chosen: Component, by: -1 | 1): boolean {
  const around = chosen.parent();
  if (around === undefined || chosen.get('draggable') === false) return false;
  const at = chosen.index() + by;
  return at >= 0 && at < around.components().length;
}

/** Moves a piece one place up or down. */
export function step(editor: Editor, chosen: Component, by: -1 | 1): void {
  const around = chosen.parent();
  if (around === undefined || !canStep(chosen, by)) return;
  chosen.move(around, { at: chosen.index() + (by === 1 ? 2 : -1) });
  editor.select(chosen);
}

/** Writes a piece twice. */
export function doubled(editor: Editor, chosen: Component): void {
  const around = chosen.parent();
  if (around === undefined || chosen.get('copyable') === false) return;
  const [copy] = around.append(chosen.clone(), { at: chosen.index() + 1 });
  if (copy !== undefined) editor.select(copy);
}

/**
 * Puts a new piece where somebody is: a section behind the chosen one, anything smaller behind the chosen piece in its column, or at
 * the end of the nearest column. Where there is no column `inSection` makes one around it.
 */
export function placePiece(
  editor: Editor,
  body: Component,
  made: ComponentDefinition,
  inSection: (made: ComponentDefinition) => ComponentDefinition,
): void {
  const holders = made.type === 'mj-section' ? sectionHolders : leafHolders;
  const { around, at } = spotFor(editor.getSelected(), body, holders);
  const [added] = around.append(holders.includes(around.getType()) ? made : inSection(made), { at });
  if (added === undefined) return;
  editor.select(added);
  added.getEl()?.scrollIntoView({ block: 'nearest' });
}

function spotFor(chosen: Component | undefined, body: Component, holders: readonly string[]) {
  for (let one = chosen; one !== undefined && one !== body; one = one.parent()) {
    if (holders.includes(one.getType())) return { around: one, at: one.components().length };
    const around = one.parent();
    if (around !== undefined && holders.includes(around.getType())) return { around, at: one.index() + 1 };
    const within = lastOf(one, holders);
    if (within !== undefined) return { around: within, at: within.components().length };
  }
  const around = (holders.includes('mj-body') ? undefined : lastOf(body, holders)) ?? body;
  return { around, at: around.components().length };
}

function lastOf(around: Component, types: readonly string[]): Component | undefined {
  return types.flatMap((type) => around.findType(type)).at(-1);
}
