import { describe, expect, it } from '@jest/globals';
import { writtenByMachine } from './written-by-machine.ts';

const signOf = (...fields: string[]) => writtenByMachine('hanako@example.jp', ['From: x@y.jp', ...fields].join('\r\n'));

describe('writtenByMachine', () => {
  it('(R2369-4) knows a mail without a return address, and one that says it was sent by itself', () => {
    expect(writtenByMachine('', 'From: hanako@example.jp')).toBe('null-reverse-path');
    for (const value of ['auto-replied', 'auto-generated', 'Auto-Notified; x=1', '(a comment) auto-replied', '']) {
      expect([value, signOf(`Auto-Submitted: ${value}`)]).toEqual([value, 'auto-submitted']);
    }
    expect(signOf('AUTO-SUBMITTED:', ' auto-replied')).toBe('auto-submitted');
    expect(signOf('Auto-Submitted: no', 'Auto-Submitted: auto-replied')).toBe('auto-submitted');
  });

  it('(R3834-3) knows the absence notes of machines that write no standard field', () => {
    expect(signOf('X-Autoreply: yes')).toBe('auto-reply');
    expect(signOf('X-Autorespond: I am away')).toBe('auto-reply');
    expect(signOf('Precedence: auto_reply')).toBe('precedence');
    for (const value of ['bulk', 'list', 'Junk']) {
      expect(signOf(`Precedence: ${value}`, 'X-Auto-Response-Suppress: All')).toBe('precedence');
    }
  });

  it('takes everything else for a person’s', () => {
    expect(signOf()).toBeUndefined();
    expect(signOf('Auto-Submitted: no')).toBeUndefined();
    expect(signOf('Auto-Submitted: No (typed by hand)')).toBeUndefined();
    expect(signOf('X-Autoreply: no')).toBeUndefined();
    expect(signOf('Precedence: bulk')).toBeUndefined();
    expect(signOf('X-Auto-Response-Suppress: All')).toBeUndefined();
    expect(signOf('Subject: Auto-Submitted: auto-replied')).toBeUndefined();
    expect(signOf('garbage without a colon', 'Précedence: bulk')).toBeUndefined();
  });
});
