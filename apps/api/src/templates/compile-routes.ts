import { fieldNames } from '@hikyaku/audience';
import { messageClasses } from '@hikyaku/message';
import { compile, type Problem as RenderingProblem } from '@hikyaku/rendering';
import { z } from 'zod';
import { valueProblemSchema } from '../campaigns/lifecycle-schema.ts';
import type { Dependencies } from '../dependencies.ts';
import { jsonBody } from '../http/body.ts';
import { noBody } from '../http/payload.ts';
import type { ValueProblem } from '../http/problem.ts';
import { ok } from '../http/reply.ts';
import { defineRoute, none, type Route } from '../http/route.ts';
import { localeValue } from './schema.ts';

const longest = 500_000;
const sourceSchema = z.strictObject({
  locale: localeValue.default('ja'),
  class: z.enum(messageClasses).default('marketing'),
  subject: z.string().max(500),
  preheader: z.string().max(500).exactOptional(),
  mjml: z.string().max(longest).exactOptional(),
  html: z.string().max(longest).exactOptional(),
  text: z.string().max(longest).exactOptional(),
});
const findingsSchema = z.strictObject({
  problems: z
    .array(valueProblemSchema)
    .meta({ description: 'What keeps it from being a letter, with line and column.' }),
  warnings: z.array(valueProblemSchema),
});
const fieldsSchema = z.strictObject({
  people: z.int().meta({ description: 'How many contacts were looked at: the newest 2,000.' }),
  fields: z.array(
    z.strictObject({
      name: z.string(),
      filled: z.int().meta({ description: 'In how many of them it holds something.' }),
    }),
  ),
});

/** What whoever writes a template asks while they write; nothing is kept. */
export function compileRoutes({ db }: Dependencies): Route[] {
  return [
    defineRoute({
      method: 'post',
      path: '/templates/compile',
      tag: 'Templates',
      summary: 'What is wrong with a source, line by line',
      params: none,
      query: none,
      body: jsonBody(sourceSchema),
      answers: { 200: { description: 'The findings; no problems when it can be sent.', body: findingsSchema } },
      async handle({ body: { locale, class: messageClass, ...source } }) {
        const made = await compile(source, { locale, class: messageClass });
        const [problems, warnings] = made.ok ? [[], made.warnings] : [made.problems, []];
        return ok({ problems: problems.map(finding), warnings: warnings.map(finding) });
      },
    }),
    defineRoute({
      method: 'get',
      path: '/merge-fields',
      tag: 'Templates',
      summary: 'The fields that contacts have, for {{contact.…}}',
      params: none,
      query: none,
      body: noBody,
      answers: { 200: { description: 'Those of most people first.', body: fieldsSchema } },
      async handle({ caller }) {
        return ok(await fieldNames(db, caller.workspaceId));
      },
    }),
  ];
}

function finding({ where, message, line, column, code, values }: RenderingProblem): ValueProblem {
  return {
    pointer: `/${where}`,
    detail: message,
    ...(line === undefined ? {} : { line }),
    ...(column === undefined ? {} : { column }),
    code,
    values,
  };
}
