import type { CustomRTE } from 'grapesjs';
import { cleanPaste } from './clean-paste.ts';
import { keptWords, sameWords, shownWords } from './shown-words.ts';

/** Words that are being edited in place: where, and what they are now. */
export type EditedWords = { element: HTMLElement };

/** What hears of words that are edited: `typed` of every change, `now` of what is edited from now on, `leave` when Escape is pressed. */
type Ears = { typed: () => void; now: (edited: EditedWords | undefined) => void; leave: () => void };

/** Edits words where they stand. What is pasted is cleaned first. */
export function wordsEditor({ typed, now, leave }: Ears): CustomRTE<EditedWords> {
  const onKey = ({ key, isComposing }: KeyboardEvent) => {
    if (key === 'Escape' && !isComposing) leave();
  };
  return {
    parseContent: false,
    enable(element) {
      element.contentEditable = 'true';
      element.addEventListener('paste', paste);
      element.addEventListener('drop', refuse);
      element.addEventListener('input', typed);
      element.addEventListener('keydown', onKey);
      element.focus();
      now({ element });
      return { element };
    },
    disable(element) {
      now(undefined);
      element.contentEditable = 'false';
      element.removeEventListener('paste', paste);
      element.removeEventListener('drop', refuse);
      element.removeEventListener('input', typed);
      element.removeEventListener('keydown', onKey);
    },
    getContent: (element) => keptWords(element.innerHTML),
  };
}

/** Whether words come back from the browser as they were, so that they can be edited in place without loss. */
export function canEditInPlace(html: string): boolean {
  const { html: shown, isTame } = shownWords(html, () => 'data:,');
  if (!isTame) return false;
  const place = document.createElement('template');
  place.innerHTML = shown;
  return sameWords(keptWords(place.innerHTML), html, decode);
}

/** Writes HTML where the cursor is, as one step of the browser's own undo. */
export function insertAtCursor({ element }: EditedWords, html: string): void {
  element.focus();
  element.ownerDocument.execCommand('insertHTML', false, html);
}

function paste(event: ClipboardEvent): void {
  event.preventDefault();
  event.stopPropagation();
  const { currentTarget, clipboardData } = event;
  if (clipboardData === null || !isElement(currentTarget)) return;
  const html = clipboardData.getData('text/html');
  const clean = html === '' ? paragraphs(clipboardData.getData('text/plain')) : cleanPaste(html);
  currentTarget.ownerDocument.execCommand('insertHTML', false, shownWords(clean, () => 'data:,').html);
}

/** What is dropped into words has not been cleaned. */
function refuse(event: Event): void {
  event.preventDefault();
}

/** Plain text keeps its lines. */
function paragraphs(text: string): string {
  const words = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return words.replaceAll(/\r\n?|\n/g, '<br>');
}

// The canvas is a document of its own, with an HTMLElement of its own.
function isElement(target: EventTarget | null): target is HTMLElement {
  return target !== null && 'ownerDocument' in target;
}

function decode(text: string): string {
  const place = document.createElement('textarea');
  place.innerHTML = text.replaceAll('<', '&lt;');
  return place.value;
}
