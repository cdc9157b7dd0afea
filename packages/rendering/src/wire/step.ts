import type { Scope } from './scope.ts';
import type { Moment } from './value.ts';

/** Takes the words of one part in order: those that all letters share, prepared beforehand, and those of one person. */
export type WordSink<Fixed> = { fixed(words: Fixed): void; words(text: string): void };

/** One filling of one part: where its words go and its problems; `bytes` counts its words as UTF-8. */
export type Filling<Fixed> = Moment & { sink: WordSink<Fixed>; bytes: number };

/** Writes a stretch of a part for one person. */
export type Step<Fixed> = (filling: Filling<Fixed>, scope: Scope) => void;

/** Makes of words whatever a sink takes as fixed. */
export type Prepare<Fixed> = (words: string) => Fixed;
