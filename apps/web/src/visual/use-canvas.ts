import { useEffect, useReducer, useRef, useState } from 'react';
import type { Language } from '../language/language.tsx';
import { keptName } from './kept-name.ts';
import { ownPicture } from './own-picture.ts';
import type { LetterTree } from './letter-tree.ts';
import { type Canvas, openCanvas } from './open-canvas.ts';
import { words } from './words.ts';

const seen = 'component:toggled component:update component:add component:remove undo redo rte:enable rte:disable';

/** A letter on a canvas for as long as its page stands; the page is drawn anew after whatever happens on it. `told` hears every new source. */
export function useCanvas(letter: LetterTree, language: Language, told: (source: string) => void) {
  const place = useRef<HTMLDivElement>(null);
  const tell = useRef(told);
  tell.current = told;
  const [canvas, setCanvas] = useState<Canvas>();
  const [, drawAgain] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    if (place.current === null) return;
    const opened = openCanvas({
      place: place.current,
      letter,
      language,
      around: { pictureOf: ownPicture, nameOf: (source) => keptName(source, words[language]) },
      changed: () => tell.current(opened.source()),
      ready: () => setCanvas(opened),
    });
    opened.editor.on(seen, drawAgain);
    return () => {
      setCanvas(undefined);
      opened.close();
    };
  }, [letter, language]);
  return { place, canvas };
}
