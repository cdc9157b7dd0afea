import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { apiRoutes } from './routes.ts';
import { startTestApp, type TestApp } from './testing.ts';

type Operation = {
  operationId: string;
  parameters?: { in: string; name: string; required?: boolean }[];
  requestBody?: { required: boolean; content: Record<string, { schema: object }> };
  responses: Record<string, { description: string; content?: Record<string, { schema: object }> }>;
};
type Document = {
  openapi: string;
  info: { title: string; version: string };
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, object>; securitySchemes: object };
};

let app: TestApp;
let document: Document;
beforeAll(async () => {
  app = await startTestApp();
  document = (await (await fetch(`${app.url}/api/v1/openapi.json`)).json()) as Document;
});
afterAll(() => app.close());

const operations = () => Object.values(document.paths).flatMap((path) => Object.values(path));

describe('/api/v1/openapi.json', () => {
  it('is an OpenAPI 3.1 document that needs no key', () => {
    expect(document.openapi).toBe('3.1.0');
    expect(document.info).toMatchObject({ title: 'Hikyaku' });
    expect(document.components.securitySchemes).toMatchObject({
      apiKey: { type: 'http', scheme: 'bearer' },
      session: { type: 'apiKey', in: 'cookie' },
    });
  });

  it('holds every route of the server, and no other', () => {
    const documented = Object.entries(document.paths).flatMap(([path, there]) =>
      Object.keys(there).map((method) => `${method} ${path}`),
    );
    const served = apiRoutes(app.deps).map((route) => `${route.method} ${route.path.replace(/:(\w+)/g, '{$1}')}`);
    expect(documented.sort()).toEqual(served.sort());
  });

  it('declares every parameter of every path', () => {
    for (const [path, there] of Object.entries(document.paths)) {
      const named = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
      for (const operation of Object.values(there)) {
        const declared = (operation.parameters ?? []).filter((parameter) => parameter.in === 'path');
        expect(declared.map((parameter) => parameter.name)).toEqual(named);
        expect(declared.every((parameter) => parameter.required)).toBe(true);
      }
    }
  });

  it('gives each operation an id of its own, an answer for success, and problem details for the rest', () => {
    const ids = operations().map((operation) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { responses } of operations()) {
      expect(Object.keys(responses).some((status) => status.startsWith('2'))).toBe(true);
      expect(responses['default']?.content?.['application/problem+json']?.schema).toEqual({
        $ref: '#/components/schemas/Problem',
      });
    }
  });

  it('leaves no reference without its schema', () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map(
      (match) => match[1],
    );
    expect(references.length).toBeGreaterThan(10);
    for (const name of references) expect(document.components.schemas[name ?? '']).toBeDefined();
  });

  it('tells that bodies are strict and that creating verbs honour Idempotency-Key', () => {
    const post = document.paths['/lists']?.['post'];
    const body = post?.requestBody;
    expect(body?.content['application/json']?.schema).toMatchObject({
      required: ['name'],
      additionalProperties: false,
    });
    expect(post?.parameters).toContainEqual(expect.objectContaining({ in: 'header', name: 'Idempotency-Key' }));
    expect(document.paths['/lists/{id}/imports']?.['post']?.requestBody?.content).toHaveProperty(['text/csv']);
  });

  it('marks what may be left out as optional', () => {
    const query = document.paths['/lists']?.['get']?.parameters ?? [];
    expect(query.map(({ name, required }) => [name, required ?? false])).toEqual([
      ['cursor', false],
      ['limit', false],
    ]);
    const contact = document.paths['/contacts']?.['post']?.requestBody?.content['application/json']?.schema;
    expect(contact).toMatchObject({ required: ['email'] });
  });
});
