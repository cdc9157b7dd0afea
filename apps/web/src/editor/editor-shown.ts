/** One thing to mend in a source, in the reader's words. */
export type EditorFinding = { line?: number; column?: number; words: string; severity: 'error' | 'warning' };

/** What an editor shows and tells. */
export type EditorShown = {
  label: string;
  kind: 'mjml' | 'html' | 'text';
  value: string;
  change: (value: string) => void;
  findings: readonly EditorFinding[];
  /** The paths that can be completed after `{{`. */
  fields: readonly string[];
  /** What the editor itself says, such as "Find", in the reader's language. */
  phrases: Readonly<Record<string, string>>;
  /** Hands over the way to write at the cursor. */
  ready: (insert: (text: string) => void) => void;
};
