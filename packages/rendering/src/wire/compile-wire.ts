import { type Told } from '../findings.ts';
import { type FilledPart, runnableTree } from '../interpolate.ts';
import { letterProblems, unfilled, zoneOf } from '../renderer.ts';
import { isContent } from '../syntax-tree.ts';
import type { Compiled, Problem } from '../template.ts';
import { leanHtml } from './lean-html.ts';
import { type PersonalData, Root, type SharedData } from './person.ts';
import { type Scope, topScope } from './scope.ts';
import { writeProgram } from './statements.ts';
import type { Filling, Prepare, Step, WordSink } from './step.ts';
import { stretch } from './stretch.ts';
import { Uncovered } from './uncovered.ts';

/** The bodies a letter can have, in the order they are written. */
export type WireBodyPart = 'text' | 'html';

/** A content compiled for the wire: it fills one letter after the other, and one at a time. */
export type WireProgram<Fixed> = {
  parts: readonly WireBodyPart[];
  /**
   * Writes each body's words to `sink`, after a call of `begin` for it; answers the subject, or the problems that `renderer`
   * finds. What was written is worth nothing then.
   */
  fill: (person: PersonalData, sink: WordSink<Fixed>, begin: (part: WireBodyPart) => void) => WireFilled;
};

/** What filling gives: the subject, the bodies being in the sink, or the reasons why there is no letter. */
export type WireFilled = { ok: true; subject: string } | { ok: false; problems: Problem[] };

/** A program, or the sentence that says why this content must go through the general renderer. */
export type WireCompiled<Fixed> = { ok: true; program: WireProgram<Fixed> } | { ok: false; reason: string };

/**
 * Compiles a content to a program that says the same words as `renderer`, but for indentation in its HTML. What depends on
 * `shared` alone is worked out here, once; `prepare` makes of words that all letters share what a sink takes as fixed.
 * Never throws.
 */
export function compileWire<Fixed>(
  compiled: Compiled,
  shared: SharedData,
  prepare: Prepare<Fixed>,
): WireCompiled<Fixed> {
  try {
    const root = new Root(shared);
    const html = compiled.html.trim() === '' ? undefined : partStep(compiled, 'html', root, prepare);
    const text = partStep(compiled, 'text', root, prepare);
    const subject = partStep(compiled, 'subject', root, (words) => words);
    return { ok: true, program: programOf(root, { subject, html, text }) };
  } catch (error) {
    if (error instanceof Uncovered) return { ok: false, reason: error.message };
    return { ok: false, reason: `No wire program can be made: ${error instanceof Error ? error.message : 'unknown'}.` };
  }
}

function partStep<Fixed>(compiled: Compiled, part: FilledPart, root: Root, prepare: Prepare<Fixed>): Step<Fixed> {
  const source = compiled[part];
  const read = runnableTree(source, part);
  if (!read.ok) throw new Uncovered(`a ${part} with a problem (${read.problems[0]?.message ?? ''})`);
  const { program } = read;
  // The composer leaves out a blank part, person by person; a program has the same parts for everybody.
  const alwaysSays = program.body.some((node) => isContent(node) && node.value.trim() !== '');
  if (part !== 'subject' && !alwaysSays) throw new Uncovered(`a ${part} that may be blank`);
  if (part === 'html') leanHtml(program, source);
  const goesUp = source.includes('..');
  const out = stretch(prepare);
  writeProgram(program, { names: [], scope: topScope(root, goesUp), zone: zoneOf(root) }, out);
  return out.whole();
}

type PartSteps<Fixed> = { subject: Step<string>; html: Step<Fixed> | undefined; text: Step<Fixed> };

function programOf<Fixed>(root: Root, { subject, html, text }: PartSteps<Fixed>): WireProgram<Fixed> {
  const top = topScope(root, true);
  const zone = zoneOf(root);
  return {
    parts: html === undefined ? ['text'] : ['text', 'html'],
    fill: (person, sink, begin) => {
      root.turnTo(person);
      const line = new Line();
      const inSubject = fillPart('subject', subject, line, top, zone);
      begin('text');
      const inText = fillPart('text', text, sink, top, zone);
      if (html !== undefined) begin('html');
      const inHtml = html === undefined ? nothing : fillPart('html', html, sink, top, zone);
      const problems = [
        ...inSubject.problems,
        ...inHtml.problems,
        ...inText.problems,
        ...letterProblems(line.said, inText.bytes + inHtml.bytes),
      ];
      return problems.length > 0 ? { ok: false, problems } : { ok: true, subject: line.said };
    },
  };
}

type PartFilled = { problems: Problem[]; bytes: number };

const nothing: PartFilled = { problems: [], bytes: 0 };

function fillPart<Fixed>(
  part: FilledPart,
  step: Step<Fixed>,
  sink: WordSink<Fixed>,
  top: Scope,
  zone: string,
): PartFilled {
  const problems: Problem[] = [];
  const report = (fault: Told) => {
    if (!problems.some(({ message }) => message === fault.message)) problems.push({ ...fault, where: part });
  };
  const filling: Filling<Fixed> = { sink, zone, report, bytes: 0 };
  try {
    step(filling, top);
  } catch (error) {
    report(unfilled(part, error));
  }
  return { problems, bytes: filling.bytes };
}

/** The subject, which is one line of words and no octets yet. */
class Line implements WordSink<string> {
  said = '';

  fixed(words: string): void {
    this.said += words;
  }

  words(text: string): void {
    this.said += text;
  }
}
