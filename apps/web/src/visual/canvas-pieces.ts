import type { Component, ComponentDefinition } from 'grapesjs';
import type { Attributes, LetterTree, Piece, Written } from './letter-tree.ts';

/** The pieces as they were read, by the key that their components carry: a copy on the canvas has the key of what it was copied from. */
export type Shelf = Map<string, Piece>;

/** The name of the component type for what is shown and moved as it is. */
export const keptType = 'kept-piece';

/** A piece as a component of the canvas. `isEditable` says whether words can be edited in place without loss. */
export function componentOf(piece: Piece, shelf: Shelf, isEditable: (html: string) => boolean): ComponentDefinition {
  const written = `${shelf.size}`;
  shelf.set(written, piece);
  switch (piece.kind) {
    case 'kept': {
      const moves = piece.pair === undefined ? {} : { pair: piece.pair, draggable: false, copyable: false };
      return { type: keptType, written, content: piece.source, ...moves };
    }
    case 'thing':
      return { type: piece.tag, tagName: piece.tag, written, attributes: { ...piece.attributes } };
    case 'words': {
      const editable = isEditable(piece.html);
      return {
        type: piece.tag,
        tagName: piece.tag,
        written,
        attributes: { ...piece.attributes },
        content: piece.html,
        editable,
      };
    }
    case 'box': {
      const components = piece.pieces.map((one) => componentOf(one, shelf, isEditable));
      return { type: piece.tag, tagName: piece.tag, written, attributes: { ...piece.attributes }, components };
    }
  }
}

/** The letter that the canvas holds now. `editing` are words that somebody is typing this moment, which no component has yet. */
export function letterOn(
  body: Component,
  letter: LetterTree,
  shelf: Shelf,
  editing: { component: Component; html: string } | undefined,
): LetterTree {
  const pieceOf = (component: Component): Piece | undefined => {
    const was = shelf.get(String(component.get('written')));
    const tag = component.getType();
    const words = editing?.component === component ? editing.html : (component.get('content') ?? '');
    const attributes = attributesOf(component, was);
    const written = was?.written ?? unwritten;
    if (tag === keptType) return was?.kind === 'kept' ? { ...was, source: words } : undefined;
    if (was?.kind === 'thing') return { ...was, attributes };
    if (was?.kind === 'words') return { ...was, attributes, html: words };
    const pieces = component
      .components()
      .models.map(pieceOf)
      .filter((piece) => piece !== undefined);
    return was?.kind === 'box' ? { kind: 'box', tag: was.tag, attributes, pieces, written } : undefined;
  };
  const now = pieceOf(body);
  return now?.kind === 'box' ? { ...letter, body: now } : letter;
}

const unwritten: Written = { before: '', open: '', close: '', tail: '' };

/** What GrapesJS takes for itself; in MJML it says nothing, so it stays as it was written. */
const taken = ['id', 'class', 'style', 'draggable'];

function attributesOf(component: Component, was: Piece | undefined): Attributes {
  const had: Attributes = was === undefined || was.kind === 'kept' ? {} : was.attributes;
  const now: Record<string, unknown> = component.get('attributes') ?? {};
  const read = Object.entries(now).filter(([name]) => !taken.includes(name));
  const kept = Object.entries(had).filter(([name]) => taken.includes(name));
  return Object.fromEntries([...read, ...kept].map(([name, value]) => [name, String(value)]));
}
