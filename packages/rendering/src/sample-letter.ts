import { z } from 'zod';
import { compile } from './compile.ts';
import { renderer } from './renderer.ts';
import type { Locale, MergeData, Rendered, Source } from './template.ts';

/** A template with data that shows it, and what its letters are. */
export type Shown = { source: Source; sample: Record<string, unknown>; locale: Locale; class: string };

/** The letter that a template makes of its own sample; undefined when the two do not make one. */
export async function sampleLetter({ source, sample, ...options }: Shown): Promise<Rendered | undefined> {
  const made = await compile(source, options);
  if (!made.ok) return undefined;
  const result = renderer(made.compiled).render(mergeData(sample));
  return result.ok ? result.rendered : undefined;
}

const group = z.record(z.string(), z.unknown());
const sampleShape = z.looseObject({
  contact: z.looseObject({ email: z.string().default('name@example.com') }).prefault({}),
  campaign: group.default({}),
  workspace: group.default({}),
  data: group.default({}),
  unsubscribe_url: z.string().default('https://example.com/u/sample'),
  preferences_url: z.string().default('https://example.com/p/sample'),
  view_url: z.string().default('https://example.com/v/sample'),
});

function mergeData(sample: Record<string, unknown>): MergeData {
  return sampleShape.parse(sample);
}
