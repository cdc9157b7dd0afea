import type { Words } from '../language/language.tsx';

/** The words around findings. */
export const words: Words<{ mend: string; mind: string; atLine: (line: number) => string }> = {
  ja: { mend: '送る前に直してください', mind: '知っておいてください', atLine: (line) => `${line} 行目: ` },
  en: { mend: 'To mend before it can go', mind: 'Good to know', atLine: (line) => `Line ${line}: ` },
};
