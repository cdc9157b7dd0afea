import { autocompletion, closeBrackets, type CompletionContext, type CompletionResult } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { html } from '@codemirror/lang-html';
import { bracketMatching, foldGutter, foldKeymap } from '@codemirror/language';
import { type Diagnostic, lintGutter, setDiagnostics } from '@codemirror/lint';
import { highlightSelectionMatches, searchKeymap } from '@codemirror/search';
import { Compartment, EditorState, type Extension } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from '@codemirror/view';
import { useEffect, useRef } from 'react';
import { styleNonce } from '../look/style-nonce.ts';
import type { EditorShown } from './editor-shown.ts';
import { editorLook } from './look.ts';
import { mjmlTags } from './mjml-tags.ts';
import { placeholderMarks } from './placeholder-marks.ts';

/** A source in CodeMirror: its own keys follow at once, and findings stand at their lines. Load it lazily. */
export default function CodeEditor(shown: EditorShown) {
  const { value, findings, phrases, label } = shown;
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);
  const now = useRef(shown);
  now.current = shown;
  // What was told and has not come back yet: React may be some keys behind.
  const told = useRef<string[]>([]);

  useEffect(() => {
    if (place.current === null) return;
    const speech = new Compartment();
    const made = new EditorView({
      parent: place.current,
      state: EditorState.create({
        doc: now.current.value,
        extensions: [
          ...editing(() => now.current, told.current),
          speech.of([
            EditorState.phrases.of(phrases),
            EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0' }),
          ]),
        ],
      }),
    });
    view.current = made;
    now.current.ready((text) => {
      made.dispatch(made.state.replaceSelection(text));
      made.focus();
    });
    return () => made.destroy();
  }, [label, phrases]);

  // What is written from outside replaces everything; one's own words come back and are there already.
  useEffect(() => {
    const made = view.current;
    if (made === undefined || isEcho(told.current, value) || made.state.doc.toString() === value) return;
    made.dispatch({ changes: { from: 0, to: made.state.doc.length, insert: value } });
  }, [value]);

  useEffect(() => {
    const made = view.current;
    if (made !== undefined) made.dispatch(setDiagnostics(made.state, diagnostics(made.state, findings)));
  }, [findings]);
  return <div ref={place} className="code" />;
}

/** Whether a value is one that this editor has told; those before it will not come any more. */
function isEcho(told: string[], value: string): boolean {
  const at = told.indexOf(value);
  told.splice(0, at + 1);
  return at >= 0;
}

function editing(shown: () => EditorShown, told: string[]): Extension[] {
  return [
    EditorView.cspNonce.of(styleNonce()),
    lineNumbers(),
    foldGutter(),
    lintGutter(),
    history(),
    drawSelection(),
    bracketMatching(),
    closeBrackets(),
    highlightActiveLine(),
    highlightActiveLineGutter(),
    highlightSelectionMatches(),
    EditorView.lineWrapping,
    ...(shown().kind === 'text' ? [] : [html({ extraTags: mjmlTags, selfClosingTags: true })]),
    EditorState.languageData.of(() => [{ autocomplete: (context: CompletionContext) => fields(context, shown()) }]),
    autocompletion(),
    placeholderMarks,
    // Tab goes on to the next field, as everywhere: nobody is caught in here.
    keymap.of([...defaultKeymap, ...historyKeymap, ...searchKeymap, ...foldKeymap]),
    EditorView.updateListener.of((update) => {
      const text = update.state.doc.toString();
      if (!update.docChanged || text === shown().value) return;
      told.push(text);
      shown().change(text);
    }),
    ...editorLook,
  ];
}

function fields(context: CompletionContext, { fields: known }: EditorShown): CompletionResult | null {
  const before = context.matchBefore(/\{\{[#/]?[\p{L}\p{N}_.@ ]*/u);
  if (before === null) return null;
  const from = before.from + before.text.search(/[^\s{#/]*$/);
  return { from, options: known.map((label) => ({ label, type: 'variable' })), validFor: /^[\p{L}\p{N}_.@]*$/u };
}

function diagnostics(state: EditorState, findings: EditorShown['findings']): Diagnostic[] {
  return findings.map(({ line, column, words, severity }) => {
    const at = state.doc.line(Math.min(Math.max(line ?? 1, 1), state.doc.lines));
    const from = Math.min(at.from + Math.max((column ?? 1) - 1, 0), at.to);
    return { from, to: Math.max(from, at.to), severity, message: words };
  });
}
