import { type Told, told } from './findings.ts';
import { createEngine } from './engine.ts';
import { interpolate } from './interpolate.ts';
import { largestBytes, letterBytes } from './letter-size.ts';
import type { Compiled, MergeData, Problem, Rendered, RenderResult } from './template.ts';

/** Fills one compiled template for one person after the other. */
export type Renderer = { render: (data: MergeData) => RenderResult };

const bodyParts = ['subject', 'html', 'text'] as const;
// C0, DEL and C1 controls, line and paragraph separators, and marks that turn the direction of writing around.
const unfitForSubject = /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u;

/** Compiles the three parts once; whatever is wrong with them is answered by every `render`. Never throws. */
export function renderer(compiled: Compiled): Renderer {
  let found: Problem[] = [];
  let part: (typeof bodyParts)[number] = 'subject';
  let zone = defaultZone;
  const report = (fault: Told) => {
    const known = found.some((problem) => problem.message === fault.message && problem.where === part);
    if (!known) found.push({ ...fault, where: part });
  };
  const engine = createEngine(() => ({ report, zone }));
  const templates = bodyParts.map((name) => ({ name, template: interpolate(compiled[name], name, engine) }));
  const broken = templates.flatMap(({ template }) => (template.ok ? [] : template.problems));

  return {
    render: (data) => {
      if (broken.length > 0) return { ok: false, problems: broken };
      found = [];
      zone = zoneOf(data);
      const rendered: Rendered = { subject: '', html: '', text: '' };
      for (const { name, template } of templates) {
        part = name;
        try {
          if (template.ok) rendered[name] = template.fill(data);
        } catch (error) {
          report(unfilled(name, error));
        }
      }
      const problems = [...found, ...letterProblems(rendered.subject, letterBytes(rendered))];
      return problems.length > 0 ? { ok: false, problems } : { ok: true, rendered };
    },
  };
}

// The same as the default of a workspace.
const defaultZone = 'Asia/Tokyo';

/** The time zone that dates of a letter are told in. */
export function zoneOf({ workspace }: Pick<MergeData, 'workspace'>): string {
  const zone = workspace['time_zone'];
  return typeof zone === 'string' && zone !== '' ? zone : defaultZone;
}

/** That a part could not be filled, for a reason that no other finding names. */
export function unfilled(part: string, error: unknown): Told {
  return told('part-unfilled', { part, reason: error instanceof Error ? error.message : String(error) });
}

/** What keeps a filled letter from leaving; `bytes` are those of html and text together. */
export function letterProblems(subject: string, bytes: number): Problem[] {
  const problems: Problem[] = [];
  if (subject.trim() === '') problems.push({ ...told('subject-empty'), where: 'subject' });
  if (unfitForSubject.test(subject)) {
    problems.push({ ...told('subject-controls'), where: 'subject' });
  }
  if (bytes > largestBytes) {
    const kilobytes = Math.ceil(bytes / 1024);
    problems.push({ ...told('too-long', { kilobytes, most: largestBytes / 1024 }), where: 'html' });
  }
  return problems;
}
