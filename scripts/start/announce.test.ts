import { describe, expect, it } from '@jest/globals';
import { firstNewsletter, withoutPassword } from './announce.ts';

describe('withoutPassword', () => {
  it('shows an address without its password', () => {
    expect(withoutPassword('smtp://user:secret@smtp.example.com:587')).toBe('smtp://user:…@smtp.example.com:587');
    expect(withoutPassword('smtp://127.0.0.1:1025')).toBe('smtp://127.0.0.1:1025');
  });
});

describe('firstNewsletter', () => {
  it('claims nothing that has not arrived', () => {
    expect(firstNewsletter(9, 9, 12.34, '/logs')).toBe(
      'A first newsletter has reached the mailbox: 9 letters, 12.3 s after the command began.',
    );
    expect(firstNewsletter(3, 9, 60, '/logs')).toBe(
      "Only 3 of the first newsletter's 9 letters have reached the mailbox yet: see /logs/sender.log.",
    );
  });
});
