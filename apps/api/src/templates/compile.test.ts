import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestApp, type TestApp } from '../testing.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.close());

const compiled = async (source: object) =>
  JSON.parse((await app.mine.ask('POST', '/templates/compile', { subject: 'x', ...source })).text);

describe('POST /templates/compile', () => {
  it('says at which line and column a source is wrong', async () => {
    const { problems } = await compiled({ mjml: '<mjml><mj-body>\n  <mj-text>{{name}}</mj-text>\n</mj-body></mjml>' });
    expect(problems).toContainEqual(
      expect.objectContaining({ pointer: '/mjml', line: 2, column: 14, code: 'unknown-root' }),
    );
  });

  it('has no problem with a template that can be sent, and warns of what is added to it', async () => {
    const mjml = '<mjml><mj-body><mj-section><mj-column><mj-text>x</mj-text></mj-column></mj-section></mj-body></mjml>';
    const { problems, warnings } = await compiled({ mjml, locale: 'en' });
    expect(problems).toEqual([]);
    expect(warnings.map(({ pointer }: { pointer: string }) => pointer)).toEqual(['/html', '/text']);
    expect((await compiled({ text: '{{> legal}}' })).warnings).toEqual([]);
  });
});

describe('GET /merge-fields', () => {
  it('names the fields of the people of this workspace alone, those of most first', async () => {
    const consent = { basis: 'consent', source: 'test' };
    const people = [{ name: '花', plan: 'gold' }, { name: '空', plan: '' }, {}];
    expect((await app.mine.ask('GET', '/merge-fields')).body).toEqual({ people: 0, fields: [] });
    for (const [n, fields] of people.entries())
      await app.mine.ask('POST', '/contacts', { email: `p${n}@example.jp`, fields, consent });
    await app.theirs.ask('POST', '/contacts', { email: 'x@example.jp', fields: { secret: 'x' }, consent });
    expect((await app.mine.ask('GET', '/merge-fields')).body).toEqual({
      people: 3,
      fields: [
        { name: 'name', filled: 2 },
        { name: 'plan', filled: 1 },
      ],
    });
  });
});
