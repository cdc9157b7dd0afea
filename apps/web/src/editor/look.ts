import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

const colours = HighlightStyle.define([
  { tag: [tags.tagName, tags.angleBracket], color: 'var(--code-tag)' },
  { tag: tags.attributeName, color: 'var(--code-name)' },
  { tag: [tags.attributeValue, tags.string], color: 'var(--code-value)' },
  { tag: tags.comment, color: 'var(--quiet)', fontStyle: 'italic' },
]);

/** The editor in the colours of the console, light and dark. */
export const editorLook = [
  syntaxHighlighting(colours),
  EditorView.theme({
    '&': { fontSize: '0.85rem', color: 'var(--ink)', backgroundColor: 'var(--sheet)' },
    '&.cm-focused': { outline: '2px solid var(--accent)', outlineOffset: '1px' },
    '.cm-scroller': { fontFamily: 'var(--mantine-font-family-monospace)', lineHeight: '1.6' },
    '.cm-content': { caretColor: 'var(--ink)', padding: '10px 0' },
    '.cm-cursor': { borderLeftColor: 'var(--ink)' },
    '.cm-gutters': { backgroundColor: 'var(--wash)', color: 'var(--quiet)', border: '0' },
    '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'color-mix(in srgb, var(--wash) 70%, transparent)' },
    '&.cm-focused .cm-selectionBackground, .cm-selectionBackground': { backgroundColor: 'var(--code-chosen)' },
    '.cm-placeholder-mark, .cm-placeholder-mark span': { color: 'var(--code-placeholder)', fontWeight: '600' },
    '.cm-tooltip, .cm-panels': {
      backgroundColor: 'var(--sheet)',
      color: 'var(--ink)',
      border: '1px solid var(--line)',
    },
    '.cm-tooltip-autocomplete ul li[aria-selected]': { backgroundColor: 'var(--wash)', color: 'var(--ink)' },
    '.cm-diagnostic': { padding: '6px 10px', maxWidth: '460px', whiteSpace: 'normal' },
    '.cm-textfield, .cm-button': { backgroundColor: 'var(--sheet)', backgroundImage: 'none', color: 'var(--ink)' },
  }),
];
