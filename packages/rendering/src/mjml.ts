import { told } from './findings.ts';
import { setAside } from './set-aside.ts';
import { structure } from './mjml-structure.ts';
import type { Locale, Problem } from './template.ts';
import { positionAt } from './text-position.ts';

/** HTML with every placeholder of the MJML in its place, or why MJML could not make it. */
export type MjmlResult = { ok: true; html: string; warnings: Problem[] } | { ok: false; problems: Problem[] };

/**
 * Compiles a linted MJML source. MJML never sees a placeholder: each is a plain word meanwhile, and one that does not
 * come back is a problem. Nothing is minified, for MJML's minifiers break on placeholders, and no web font is loaded
 * that the source does not name with mj-font.
 */
export async function mjmlToHtml(source: string, locale: Locale): Promise<MjmlResult> {
  const aside = setAside(source);
  const structured = structure(aside);
  if (!structured.ok) return structured;
  const { default: mjml2html } = await import('mjml');
  let made: Awaited<ReturnType<typeof mjml2html>>;
  try {
    made = await mjml2html(withLanguage(structured.mjml, locale), {
      validationLevel: 'soft',
      ignoreIncludes: true,
      fonts: {},
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { ok: false, problems: [{ ...told('mjml-unreadable', { reason }), line: 1, where: 'mjml' }] };
  }
  const faults = made.errors.filter(
    (error) => error.message.search(aside.words) === -1 || !isValueFault(error.message),
  );
  const findings = faults.map(
    ({ line, message }): Problem => ({ ...told('mjml', { reason: message }), line, where: 'mjml' }),
  );
  const problems = [
    ...findings.filter(({ message }) => !isAttributeFault(message)),
    ...aside.lostIn(made.html).map((tag): Problem => {
      return { ...told('mjml-loses', { tag: tag.text }), ...positionAt(source, tag.start), where: 'mjml' };
    }),
  ];
  if (/\bNaN(?:px|%)?["; ]/.test(made.html)) {
    problems.push({ ...told('mjml-number'), where: 'mjml' });
  }
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, html: aside.restore(made.html), warnings: findings };
}

function withLanguage(mjml: string, locale: Locale): string {
  return mjml.replace(/<mjml\b(?![^>]*\blang\s*=)/, `<mjml lang="${locale}"`);
}

// A colour or size that is a placeholder is only known for each person.
function isValueFault(message: string): boolean {
  return /invalid value/i.test(message);
}

function isAttributeFault(message: string): boolean {
  return message.startsWith('Attribute ');
}
