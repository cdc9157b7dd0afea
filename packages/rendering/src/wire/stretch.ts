import type { Prepare, Step } from './step.ts';
import { Uncovered } from './uncovered.ts';

/** A part as it is put together: words that stand fixed, joined as far as possible, and steps between them. */
export type Stretch<Fixed> = {
  words: (text: string) => void;
  step: (step: Step<Fixed>) => void;
  /** A stretch of its own inside this one, for what may or may not be written. */
  branch: () => Stretch<Fixed>;
  whole: () => Step<Fixed>;
};

/** More than any letter may have; a content whose loops say more is left to the renderer, which will refuse it. */
const mostWords = 1024 * 1024;

/** An empty stretch. */
export function stretch<Fixed>(prepare: Prepare<Fixed>): Stretch<Fixed> {
  let said = 0;
  const make = (): Stretch<Fixed> => {
    const steps: Step<Fixed>[] = [];
    let held: string[] = [];
    const release = () => {
      if (held.length > 0) steps.push(fixedStep(held.join(''), prepare));
      held = [];
    };
    return {
      words(text) {
        said += text.length;
        if (said > mostWords) throw new Uncovered('more words than a letter may have');
        if (text !== '') held.push(text);
      },
      step(step) {
        release();
        steps.push(step);
      },
      branch: make,
      whole() {
        release();
        return sequence(steps);
      },
    };
  };
  return make();
}

function sequence<Fixed>(steps: readonly Step<Fixed>[]): Step<Fixed> {
  const [only] = steps;
  if (only !== undefined && steps.length === 1) return only;
  return (filling, scope) => {
    for (const step of steps) step(filling, scope);
  };
}

function fixedStep<Fixed>(words: string, prepare: Prepare<Fixed>): Step<Fixed> {
  if (!words.isWellFormed()) throw new Uncovered('half a character (a lone surrogate) among its words');
  const fixed = prepare(words);
  const bytes = Buffer.byteLength(words);
  return (filling) => {
    filling.bytes += bytes;
    filling.sink.fixed(fixed);
  };
}
