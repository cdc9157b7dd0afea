import { told } from './findings.ts';
import { freeze } from './freeze.ts';
import { type HtmlFindings, lintHtml } from './html-lint.ts';
import { clippedBytes, largestBytes, letterBytes } from './letter-size.ts';
import { lint } from './lint.ts';
import { mjmlToHtml } from './mjml.ts';
import { parseTemplate } from './parse-template.ts';
import { type PlainText, plainText } from './plain-text.ts';
import { preheaderIntoHtml, preheaderIntoMjml } from './preheader.ts';
import type { CompileOptions, CompileResult, Part, Problem, Source } from './template.ts';
import { ensureWayOut } from './way-out.ts';

/** Turns what a person wrote into what a campaign freezes; every refusal says where and what to write instead. */
export async function compile(source: Source, options: CompileOptions): Promise<CompileResult> {
  const shape = shapeProblems(source);
  if (shape.length > 0) return { ok: false, problems: shape };
  const read = readParts(source, options);
  if (read.problems.length > 0) return { ok: false, problems: read.problems };

  const html = await bodyHtml(read, options);
  if (!html.ok) return html;
  const text: PlainText = read.text === undefined ? plainText(html.html) : { ok: true, text: read.text };
  if (!text.ok) return text;

  const bodies = ensureWayOut(html.html, text.text, options);
  const compiled = { subject: read.subject?.trim() ?? '', html: bodies.html, text: bodies.text };
  const size = sizeFindings(compiled);
  if (size.problems.length > 0) return { ok: false, problems: size.problems };
  return { ok: true, compiled, warnings: [...read.warnings, ...html.warnings, ...bodies.warnings, ...size.warnings] };
}

function shapeProblems(source: Source): Problem[] {
  const problems: Problem[] = [];
  if (source.subject.trim() === '') problems.push({ ...told('subject-empty'), where: 'subject' });
  if (/[\r\n\0]/.test(source.subject.trim())) {
    problems.push({ ...told('subject-lines'), line: 1, where: 'subject' });
  }
  if (source.mjml !== undefined && source.html !== undefined) {
    problems.push({ ...told('two-bodies'), where: 'html' });
  }
  const bodies = [source.mjml, source.html, source.text].filter((body) => body !== undefined);
  if (bodies.every((body) => body.trim() === '')) {
    problems.push({ ...told('no-body'), where: 'mjml' });
  }
  return problems;
}

type ReadParts = Partial<Record<Part, string>> & { problems: Problem[]; warnings: Problem[] };

const parts = ['subject', 'preheader', 'mjml', 'html', 'text'] satisfies Part[];

function readParts(source: Source, { locale }: CompileOptions): ReadParts {
  const read: ReadParts = { problems: [], warnings: [] };
  for (const part of parts) {
    const written = source[part];
    if (written === undefined) continue;
    const parsed = parseTemplate(written, part);
    if (!parsed.ok) {
      read.problems.push(...parsed.problems);
      continue;
    }
    const isHtml = part === 'mjml' || part === 'html';
    const findings: HtmlFindings = isHtml ? lintHtml(parsed.program, part) : { problems: [], warnings: [] };
    const problems = [...lint(parsed.program, part), ...findings.problems];
    read.problems.push(...problems);
    read.warnings.push(...findings.warnings);
    if (problems.length === 0) read[part] = freeze(written, parsed.program, locale, isHtml ? 'html' : 'text');
  }
  return read;
}

type Body = { ok: true; html: string; warnings: Problem[] } | { ok: false; problems: Problem[] };

async function bodyHtml({ mjml, html, preheader }: ReadParts, { locale }: CompileOptions): Promise<Body> {
  if (mjml !== undefined) {
    return mjmlToHtml(preheader === undefined ? mjml : preheaderIntoMjml(mjml, preheader), locale);
  }
  if (html === undefined) return { ok: true, html: '', warnings: [] };
  const warnings: Problem[] = [];
  if (!/<html\b[^>]*\blang\s*=/i.test(html)) {
    warnings.push({ ...told('no-language', { locale }), line: 1, where: 'html' });
  }
  return { ok: true, html: preheader === undefined ? html : preheaderIntoHtml(html, preheader), warnings };
}

function sizeFindings(compiled: { html: string; text: string }): HtmlFindings {
  const kilobytes = Math.ceil(letterBytes(compiled) / 1024);
  if (letterBytes(compiled) > largestBytes) {
    const found = told('too-long', { kilobytes, most: largestBytes / 1024 });
    return { problems: [{ ...found, where: 'html' }], warnings: [] };
  }
  if (Buffer.byteLength(compiled.html) <= clippedBytes) return { problems: [], warnings: [] };
  return { problems: [], warnings: [{ ...told('clipped', { most: clippedBytes / 1024 }), where: 'html' }] };
}
