import type { Component, Editor } from 'grapesjs';
import grapes from 'grapesjs/dist/grapes.mjs';
import 'grapesjs/dist/css/grapes.min.css';
import mjml from 'grapesjs-mjml';
import type { Language } from '../language/language.tsx';
import { componentOf, letterOn, type Shelf } from './canvas-pieces.ts';
import { canvasStyle } from './canvas-style.ts';
import { canEditInPlace, type EditedWords, wordsEditor } from './edit-words.ts';
import { grapesWords } from './grapes-words.ts';
import type { LetterTree, Piece } from './letter-tree.ts';
import { marks } from './marks.ts';
import { teachPieces, type Around } from './piece-types.ts';
import { removePiece } from './move-pieces.ts';
import { keptWords } from './shown-words.ts';
import { writeLetter } from './write-letter.ts';

/** A letter on a canvas where its pieces are moved about and its words edited in place. */
export type Canvas = {
  editor: Editor;
  body: () => Component | undefined;
  /** The letter's source as it is now, with words that are being typed. Unchanged pieces have the bytes they had. */
  source: () => string;
  /** Puts a piece on the shelf and makes a component of it. */
  prepare: (piece: Piece) => ReturnType<typeof componentOf>;
  /** The words that somebody edits this moment. */
  words: () => EditedWords | undefined;
  /** Ends the editing of words; they are in their piece when it resolves. */
  leaveWords: () => Promise<void>;
  close: () => void;
};

/** What a canvas is opened with. */
export type Opened = {
  place: HTMLElement;
  letter: LetterTree;
  language: Language;
  around: Omit<Around, 'head'>;
  /** Told after each change, also while somebody types. */
  changed: () => void;
  /** Told once the letter stands there. */
  ready: () => void;
};

/** Opens a letter on a canvas. Nothing leaves the page: no telemetry, no storage, no icons or fonts of others. */
export function openCanvas({ place, letter, language, around, changed, ready }: Opened): Canvas {
  const shelf: Shelf = new Map();
  let closed = false;
  // A canvas that is being taken down loses its pieces, which is nobody's change.
  const tell = () => {
    if (!closed) changed();
  };
  const editor = grapes.init({
    container: place,
    height: '100%',
    width: 'auto',
    telemetry: false,
    storageManager: false,
    noticeOnUnload: false,
    cssIcons: '',
    multipleSelection: false,
    showDevices: false,
    panels: { defaults: [] },
    blockManager: { custom: true },
    layerManager: { custom: true },
    traitManager: { custom: true },
    styleManager: { custom: true },
    selectorManager: { custom: true },
    assetManager: { custom: true, upload: false },
    richTextEditor: { custom: true },
    canvas: { allowExternalDrop: false },
    parser: { optionsHtml: { allowScripts: false, allowUnsafeAttr: false, allowUnsafeAttrValue: false } },
    i18n: { locale: language, localeFallback: 'en', detectLocale: false, messagesAdd: grapesWords },
    keymaps: { defaults },
    plugins: [(made: Editor) => mjml.default(made, mjmlOptions)],
  });
  teachPieces(editor, { ...around, head: defaultsOf(letter.head) });
  editor.Commands.add('core:component-delete', {
    run: () => {
      const chosen = editor.getSelected();
      return chosen === undefined ? [] : removePiece(editor, chosen);
    },
  });
  let edited: EditedWords | undefined;
  const leaveWords = async () => {
    const view = editor.getEditing()?.getView();
    const leave: unknown = view && Reflect.get(view, 'disableEditing');
    if (typeof leave === 'function') await leave.call(view);
  };
  const now = (words: EditedWords | undefined) => {
    edited = words;
  };
  editor.setCustomRte(wordsEditor({ typed: tell, now, leave: () => void leaveWords() }));
  const body = () => editor.getWrapper()?.components().models[0];
  const source = () => {
    const now = body();
    if (now === undefined) return writeLetter(letter);
    const component = editor.getEditing();
    const editing =
      component !== undefined && edited !== undefined
        ? { component, html: keptWords(edited.element.innerHTML) }
        : undefined;
    return writeLetter(letterOn(now, letter, shelf, editing));
  };
  const prepare = (piece: Piece) => componentOf(piece, shelf, canEditInPlace);
  editor.onReady(() => {
    editor.setComponents([prepare(letter.body)]);
    editor.getWrapper()?.set({ droppable: false, hoverable: false, selectable: false });
    dress(editor, letter.head, language === 'ja' ? '手紙' : 'Letter');
    editor.UndoManager.clear();
    editor.on('component:update component:add component:remove undo redo', tell);
    editor.on('canvas:drop', (_, dropped) => editor.select(dropped));
    ready();
  });
  const close = () => {
    closed = true;
    editor.destroy();
  };
  return { editor, body, source, prepare, words: () => edited, leaveWords, close };
}

// The letters that move the selection about by themselves stay with those who type.
const defaults = Object.fromEntries(
  [
    ['core:undo', '⌘+z, ctrl+z'],
    ['core:redo', '⌘+shift+z, ctrl+shift+z'],
    ['core:copy', '⌘+c, ctrl+c'],
    ['core:paste', '⌘+v, ctrl+v'],
    ['core:component-delete', 'backspace, delete'],
  ].map(([id = '', keys = '']) => [
    id,
    { keys, handler: id, opts: { prevent: !id.endsWith('py') && !id.endsWith('te') } },
  ]),
);

const mjmlOptions = {
  blocks: [],
  overwriteExport: false,
  resetDevices: false,
  resetStyleManager: false,
  useCustomTheme: false,
  i18n: grapesWords,
  // MJML would fetch fonts of others by their names; this one has no such name.
  fonts: { 'no font': '' },
};

/** The letter's `mj-attributes`, in a head. */
function defaultsOf(head: string): string {
  const [found] = /<mj-attributes[\s>][\s\S]*?<\/mj-attributes>/.exec(head) ?? [];
  return found === undefined ? '' : `<mj-head>${found}</mj-head>`;
}

/** Gives the canvas the letter's own styles, by the way that no policy has to open. */
function dress(editor: Editor, head: string, name: string): void {
  const page = editor.Canvas.getDocument();
  if (page === null) return;
  const view = editor.Canvas.getWindow();
  const own = [...head.matchAll(/<mj-style[^>]*>([\s\S]*?)<\/mj-style>/g)].map(([, css = '']) => css).join('\n');
  const css = marks(own)
    .map((mark) => (mark.kind === 'field' ? '' : mark.text))
    .join('');
  editor.Canvas.getFrameEl().title = name;
  page.adoptedStyleSheets = canvasStyle(view, css);
}
