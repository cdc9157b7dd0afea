import { describe, expect, it } from '@jest/globals';
import { mergeField } from './merge-field.ts';

describe('mergeField', () => {
  it('writes the value, and the words for those who have none', () => {
    expect(mergeField('contact.name', '')).toBe('{{contact.name}}');
    expect(mergeField('contact.name', ' お客さま ')).toBe("{{default contact.name 'お客さま'}}");
  });

  it('writes names that are no plain word in brackets', () => {
    expect(mergeField('contact.first name', '')).toBe('{{contact.[first name]}}');
    expect(mergeField('contact.お名前', '')).toBe('{{contact.お名前}}');
    expect(mergeField('contact.2nd', '')).toBe('{{contact.[2nd]}}');
  });

  it('lets no fall-back end the quotes, the attribute or the placeholder it stands in', () => {
    expect(mergeField('contact.name', `it's "you" }}`)).toBe(`{{default contact.name 'it\\'s ”you” '}}`);
  });
});
