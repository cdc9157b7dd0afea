import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { formFields } from './form-fields.ts';

const word = fc
  .string({ unit: fc.constantFrom(...Array.from('abz09_-. あ=&%+')), minLength: 1, maxLength: 12 })
  .map((text) => text.trim());
const fieldsOf = fc.uniqueArray(fc.tuple(word.filter(Boolean), word), { selector: ([name]) => name, maxLength: 5 });

describe('formFields', () => {
  it('reads back every urlencoded form', () => {
    fc.assert(
      fc.property(fieldsOf, (fields) => {
        const body = Buffer.from(new URLSearchParams(fields).toString());
        expect([...formFields('application/x-www-form-urlencoded', body)]).toEqual(fields);
      }),
    );
  });

  it('reads back every multipart form as an independent writer makes it', async () => {
    await fc.assert(
      fc.asyncProperty(fieldsOf, async (fields) => {
        const form = new FormData();
        for (const [name, value] of fields) form.append(name, value);
        const written = new Response(form);
        const body = Buffer.from(await written.arrayBuffer());
        expect([...formFields(written.headers.get('content-type') ?? '', body)]).toEqual(fields);
      }),
      { numRuns: 50 },
    );
  });

  it('never throws and never hangs, whatever comes', () => {
    const type = fc.oneof(
      fc.string(),
      fc.constantFrom('multipart/form-data; boundary=x', 'multipart/form-data', 'multipart/form-data; boundary="'),
    );
    const piece = fc.constantFrom('--x', '\r\n', '\n', 'Content-Disposition: form-data; name="a"', '--', ' ', 'b', '"');
    fc.assert(
      fc.property(type, fc.array(piece, { maxLength: 60 }), (contentType, pieces) => {
        expect(formFields(contentType, Buffer.from(pieces.join('')))).toBeInstanceOf(Map);
      }),
    );
    const long = Buffer.from('\n'.repeat(8_192));
    expect(formFields('multipart/form-data; boundary=x', Buffer.concat([Buffer.from('--x'), long])).size).toBe(0);
    expect(formFields('', long).size).toBe(0);
  });

  it.each([
    [
      'a preamble and an epilogue',
      'multipart/form-data; boundary=x',
      'hello\r\n--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n--x--\r\nbye',
    ],
    [
      'no last boundary',
      'multipart/form-data; boundary=x',
      '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n',
    ],
    [
      'an unquoted name and a folded header',
      'multipart/form-data; boundary=x',
      '--x\r\nContent-Type: text/plain\r\nContent-Disposition: form-data;\r\n name=a\r\n\r\nb\r\n--x--',
    ],
    [
      'a boundary that only the body names',
      'multipart/form-data',
      '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n--x--',
    ],
    ['no content type', '', '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n--x--'],
    [
      'a parameter before the boundary',
      'multipart/form-data; charset=Shift_JIS; BOUNDARY="x"',
      '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n--x--',
    ],
    ['text/plain', 'text/plain', 'a=b\r\n'],
    ['spaces around', 'application/x-www-form-urlencoded', ' a=b \n'],
  ])('reads what clients differ in: %s', (_, contentType, body) => {
    expect([...formFields(contentType, Buffer.from(body))]).toEqual([['a', 'b']]);
  });

  it('is not fooled by a boundary that another one begins with', () => {
    const body = '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--xy\r\n2\r\n--x--';
    expect(formFields('multipart/form-data; boundary=x', Buffer.from(body)).size).toBe(1);
  });
});
