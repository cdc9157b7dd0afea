import { isMessageClass, type MessageClass, parseAddress } from '@hikyaku/message';
import { z } from 'zod';
import { isPlainLine, isStorable } from './plain-line.ts';
import type { Problem } from './problem.ts';

/** Which template a campaign is written on: a folder of the built-in ones, or one of the workspace's own. */
export type TemplateChoice = { kind: 'built-in'; name: string } | { kind: 'own'; id: string };

/** What a campaign says, as its author wrote it. One of template, mjml and html, or text alone; text beside one of them replaces the text made from it. */
export type DraftContent = {
  subject: string;
  preheader?: string | undefined;
  template?: TemplateChoice | undefined;
  mjml?: string | undefined;
  html?: string | undefined;
  text?: string | undefined;
  data: Record<string, unknown>;
};

/**
 * Everything a draft holds. Lists are ids of the same workspace, in order: the first by which a person is reached is the one their letter
 * speaks of. Segments narrow them: with any, only people in one of them; without those in an excluded one.
 */
export type DraftValues = DraftContent & {
  name: string;
  lists: readonly string[];
  exclude: readonly string[];
  segments: readonly string[];
  excludeSegments: readonly string[];
  from: { name: string; email: string };
  replyTo?: string | undefined;
  locale: 'ja' | 'en';
  class: MessageClass;
};

const templateChoice = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('built-in'), name: z.string() }),
  z.object({ kind: z.literal('own'), id: z.string() }),
]);

const storedContent = z.object({
  subject: z.string().default(''),
  preheader: z.string().optional(),
  template: templateChoice.optional(),
  mjml: z.string().optional(),
  html: z.string().optional(),
  text: z.string().optional(),
  data: z.record(z.string(), z.unknown()).default({}),
});

/** Reads the content back from where a draft keeps it. */
export function readContent(stored: unknown): DraftContent {
  return storedContent.parse(stored);
}

/**
 * What is wrong with a draft's values whatever else it will hold: a name or address that could break a header (R5322-4), text that
 * cannot be kept, two bodies at once. What a draft still lacks is no problem here; `checkCampaign` tells that.
 */
export function draftProblems(values: DraftValues): Problem[] {
  return [
    ...lineProblems('name', values.name, 200, true),
    ...lineProblems('from.name', values.from.name, 200),
    ...addressProblems('from.email', values.from.email),
    ...addressProblems('replyTo', values.replyTo ?? ''),
    ...lineProblems('subject', values.subject, 500),
    ...lineProblems('preheader', values.preheader ?? '', 500),
    ...(['mjml', 'html', 'text'] as const).flatMap((field) => bodyProblems(field, values[field] ?? '')),
    ...choiceProblems(values),
    ...dataProblems(values.data),
    ...(isMessageClass(values.class)
      ? []
      : [{ field: 'class', message: `"${String(values.class)}" is no class of letter.` }]),
    ...listProblems(values),
    ...segmentProblems(values),
  ];
}

function lineProblems(field: string, value: string, longest: number, required = false): Problem[] {
  if (value === '' && !required) return [];
  if (!isPlainLine(value)) {
    return [
      { field, message: `${field} must be one line of text: remove line breaks, NUL and other control characters.` },
    ];
  }
  return value.length > longest
    ? [{ field, message: `${field} is ${value.length} characters long; at most ${longest} are allowed.` }]
    : [];
}

function addressProblems(field: string, value: string): Problem[] {
  if (value === '') return [];
  const parsed = parseAddress(value);
  return parsed.ok ? [] : [{ field, message: parsed.reason }];
}

const longestBody = 500_000;

function bodyProblems(field: string, value: string): Problem[] {
  if (!isStorable(value)) return [{ field, message: `${field} holds a NUL or half a character; remove it.` }];
  return value.length > longestBody
    ? [{ field, message: `${field} is ${value.length} characters long; at most ${longestBody} are allowed.` }]
    : [];
}

function choiceProblems({ template, mjml, html }: DraftContent): Problem[] {
  const chosen = Object.entries({ template, mjml, html }).filter(([, value]) => value !== undefined);
  if (chosen.length < 2) return [];
  const names = chosen.map(([name]) => name);
  return [{ field: names.at(-1) ?? 'html', message: `${names.join(' and ')} are both given; keep one of them.` }];
}

/** Data is any JSON object, of a size that a campaign row can carry along. */
function dataProblems(data: Record<string, unknown>): Problem[] {
  const text = JSON.stringify(data);
  if (text.length > longestBody)
    return [{ field: 'data', message: `data is longer than ${longestBody} characters of JSON.` }];
  // JSON writes NUL and lone surrogates as escapes, so the texts inside are looked at one by one.
  return everyText(data).every(isStorable)
    ? []
    : [{ field: 'data', message: 'data holds a text with a NUL or half a character; remove it.' }];
}

function everyText(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [key, ...everyText(inner)]);
}

function listProblems({ lists, exclude }: DraftValues): Problem[] {
  const problems: Problem[] = [];
  if (new Set(lists).size !== lists.length) problems.push({ field: 'lists', message: 'A list is named twice.' });
  if (new Set(exclude).size !== exclude.length) problems.push({ field: 'exclude', message: 'A list is named twice.' });
  if (lists.some((list) => exclude.includes(list))) {
    problems.push({ field: 'exclude', message: 'A list is both included and excluded; keep one of the two.' });
  }
  if (lists.length + exclude.length > 100)
    problems.push({ field: 'lists', message: 'At most 100 lists can be named.' });
  return problems;
}

const mostSegments = 20;

function segmentProblems({ segments, excludeSegments }: DraftValues): Problem[] {
  const problems: Problem[] = [];
  if (new Set(segments).size !== segments.length) {
    problems.push({ field: 'segments', message: 'A segment is named twice.' });
  }
  if (new Set(excludeSegments).size !== excludeSegments.length) {
    problems.push({ field: 'exclude', message: 'A segment is named twice.' });
  }
  if (segments.some((id) => excludeSegments.includes(id))) {
    problems.push({ field: 'exclude', message: 'A segment is both included and excluded; keep one of the two.' });
  }
  if (segments.length + excludeSegments.length > mostSegments) {
    problems.push({ field: 'segments', message: `At most ${mostSegments} segments can be named.` });
  }
  return problems;
}
