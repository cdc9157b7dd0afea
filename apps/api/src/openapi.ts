import { z } from 'zod';
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from 'zod-openapi';
import { valueProblemSchema } from './campaigns/lifecycle-schema.ts';
import { refusalCodes } from './http/refusals.ts';
import type { Answer, Route } from './http/route.ts';

const problemSchema = z
  .strictObject({
    type: z.string().meta({ description: '/problems/<kind>; the page says what can be done.' }),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    errors: z.array(valueProblemSchema).optional(),
    code: z
      .enum(refusalCodes)
      .meta({ id: 'RefusalName' })
      .optional()
      .meta({ description: 'What a refusal is called, for saying it in any language.' }),
    values: z
      .record(z.string(), z.union([z.string(), z.number()]))
      .optional()
      .meta({ description: 'What it speaks of.' }),
    requestId: z.string(),
  })
  .meta({ id: 'Problem', description: 'RFC 9457 problem details.' });

const idempotencyKey = z.strictObject({
  'Idempotency-Key': z
    .string()
    .min(1)
    .max(255)
    .optional()
    .meta({ description: 'A repeat with the same key and body gets the same answer and makes nothing twice.' }),
});

/** The API's document (OpenAPI 3.1), written from the very schemas that requests are read with. */
export function openApiDocument(routes: readonly Route[]): ReturnType<typeof createDocument> {
  const paths: ZodOpenApiPathsObject = {};
  for (const [path, there] of Map.groupBy(routes, (route) => route.path)) {
    paths[path.replace(/:(\w+)/g, '{$1}')] = Object.fromEntries(there.map((route) => [route.method, operation(route)]));
  }
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Hikyaku',
      version: '1',
      description: 'Email delivery with unsubscribe handling. Ids carry their kind; lists are paged by cursor.',
    },
    servers: [{ url: '/api/v1' }],
    security: [{ apiKey: [] }, { session: [] }],
    tags: [...new Set(routes.map((route) => route.tag))].map((name) => ({ name })),
    components: {
      securitySchemes: {
        apiKey: { type: 'http', scheme: 'bearer' },
        session: { type: 'apiKey', in: 'cookie', name: 'hikyaku_session', description: 'For pages of this address.' },
      },
    },
    paths,
  });
}

function operation(route: Route): ZodOpenApiOperationObject {
  const { mediaType, schema, required } = route.body;
  return {
    operationId: `${route.method}${route.path.replace(/\/:?(\w)/g, (_, letter: string) => letter.toUpperCase())}`,
    tags: [route.tag],
    summary: route.summary,
    requestParams: {
      path: route.params,
      query: route.query,
      ...(route.creates ? { header: idempotencyKey } : {}),
    },
    ...(mediaType === '' ? {} : { requestBody: { required, content: { [mediaType]: { schema } } } }),
    responses: {
      ...Object.fromEntries(
        Object.entries(route.answers).map(([status, answer]) => [status, response(status, answer)]),
      ),
      default: problemResponse('A problem, with what can be done about it.'),
    },
  };
}

function response(status: string, { description, body }: Answer) {
  if (Number(status) >= 400) return problemResponse(description);
  if (body === undefined) return { description };
  const content =
    typeof body === 'string' ? { [body]: { schema: z.string() } } : { 'application/json': { schema: body } };
  return { description, content };
}

function problemResponse(description: string) {
  return { description, content: { 'application/problem+json': { schema: problemSchema } } };
}
