import { z } from 'zod';
import { type Schema, schemaShape, typeOf } from './schema-type.ts';

/**
 * The API's operations as TypeScript types, from its document: for each what goes into the path, the query and the body, and what a
 * good answer holds. What `apps/web/src/api/call.ts` is typed by.
 */
export function clientTypes(document: unknown): string {
  const { components, paths } = documentShape.parse(document);
  const schemas = Object.entries(components.schemas).map(
    ([name, schema]) => `export type ${name} = ${typeOf(schema)};`,
  );
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(
      ([method, operation]) => `  '${method.toUpperCase()} ${path}': ${operationType(operation)};`,
    ),
  );
  return [
    '// Written by `npm run client` from the document of the API: change the routes, not this file.',
    '',
    schemas.join('\n\n'),
    '',
    `export type Operations = {\n${operations.join('\n')}\n};`,
    '',
  ].join('\n');
}

const content = z.record(z.string(), z.object({ schema: schemaShape }));
const operationShape = z.object({
  parameters: z
    .array(z.object({ in: z.string(), name: z.string(), required: z.boolean().optional(), schema: schemaShape }))
    .default([]),
  requestBody: z.object({ content }).optional(),
  responses: z.record(z.string(), z.object({ content: content.optional() })),
});
const documentShape = z.object({
  components: z.object({ schemas: z.record(z.string(), schemaShape) }),
  paths: z.record(z.string(), z.record(z.string(), operationShape)),
});

type Operation = z.infer<typeof operationShape>;

function operationType(operation: Operation): string {
  const fields = [
    ...parameters(operation, 'path'),
    ...parameters(operation, 'query'),
    ...body(operation),
    `answer: ${answerType(operation)}`,
  ];
  return `{ ${fields.join('; ')} }`;
}

function parameters({ parameters: all }: Operation, place: 'path' | 'query'): string[] {
  const here = all.filter((one) => one.in === place);
  if (here.length === 0) return [];
  const schema: Schema = {
    type: 'object',
    properties: Object.fromEntries(here.map(({ name, schema: type }) => [name, type])),
    required: here.filter(({ required }) => required).map(({ name }) => name),
  };
  return [`${place}${schema.required?.length === 0 ? '?' : ''}: ${typeOf(schema)}`];
}

function body({ requestBody }: Operation): string[] {
  const json = requestBody?.content['application/json'];
  if (json !== undefined) return [`body: ${typeOf(json.schema)}`];
  return requestBody === undefined ? [] : ['body: Blob'];
}

function answerType({ responses }: Operation): string {
  const good = Object.entries(responses).filter(([status]) => status.startsWith('2'));
  const types = good.map(([, { content: of }]) => {
    const json = of?.['application/json'];
    if (json !== undefined) return typeOf(json.schema);
    return of === undefined ? 'undefined' : 'string';
  });
  return [...new Set(types)].join(' | ');
}
