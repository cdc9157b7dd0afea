import { describe, expect, it } from '@jest/globals';
import { exportFormat } from './export-format.ts';

const formatOf = (...columns: string[]) => {
  const format = exportFormat(columns);
  return format && `${format.system} ${format.export}`;
};

describe('exportFormat', () => {
  it('recognises columns in any order, case and width', () => {
    expect(formatOf('CREATED', ' Email ', 'Reason', 'STATUS')).toBe('sendgrid bounces');
    expect(formatOf('ＥｍａｉｌＡｄｄｒｅｓｓ', 'Origin', 'SuppressionReason')).toBe('postmark suppressions');
    expect(formatOf('メールアドレス')).toBe('generic addresses');
  });

  it('knows nothing without a column of addresses', () => {
    expect(formatOf('name', 'reason')).toBeUndefined();
    expect(formatOf()).toBeUndefined();
  });

  it('errs towards silence: a reason that nobody knows is an opt-out', () => {
    const format = exportFormat(['email', 'reason']);
    expect(format?.read(['a@example.jp', 'because'])).toEqual({ email: 'a@example.jp', means: 'unsubscribed' });
    expect(format?.read(['a@example.jp', ''])).toEqual({ email: 'a@example.jp', means: 'unsubscribed' });
    expect(format?.read(['a@example.jp'])).toEqual({ email: 'a@example.jp', means: 'unsubscribed' });
  });

  it('passes over people who get mail, and addresses that may work again tomorrow', () => {
    const format = exportFormat(['email', 'status']);
    for (const status of ['enabled', 'Subscribed', 'active', '', '配信中', 'Soft bounce']) {
      expect({ status, ...format?.read(['a@example.jp', status]) }).toEqual({
        status,
        email: 'a@example.jp',
        means: null,
      });
    }
  });
});
