import { describe, expect, it } from '@jest/globals';
import { fieldValues, unfoldedHeader } from './header-fields.ts';

const source = Buffer.from(
  'Subject: One\r\n two\r\nX-A: 1\r\nx-a:2\r\nMessage-ID:\r\n <id@x.example>\r\n\r\nX-A: body\r\n',
);

describe('fieldValues', () => {
  it('unfolds, ignores case, keeps order and never reads the body', () => {
    const header = unfoldedHeader(source);
    expect(fieldValues(header, 'subject')).toEqual(['One two']);
    expect(fieldValues(header, 'X-A')).toEqual(['1', '2']);
    expect(fieldValues(header, 'Message-ID')).toEqual(['<id@x.example>']);
    expect(fieldValues(header, 'A')).toEqual([]);
  });

  it('reads a header that has no body after it', () => {
    expect(fieldValues(unfoldedHeader(Buffer.from('X-A: 1\r\n')), 'X-A')).toEqual(['1']);
  });
});
