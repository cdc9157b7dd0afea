import { describe, expect, it } from '@jest/globals';
import { isMessageClass, messageClasses, requiresUnsubscribe } from './message-class.ts';

describe('isMessageClass', () => {
  it('knows the five classes by name and nothing else', () => {
    expect(messageClasses.filter(isMessageClass)).toEqual([...messageClasses]);
    expect(['Marketing', '', 'bulk', 'toString'].filter(isMessageClass)).toEqual([]);
  });
});

describe('requiresUnsubscribe', () => {
  it('R8058-1 holds for marketing alone', () => {
    expect(messageClasses.filter(requiresUnsubscribe)).toEqual(['marketing']);
  });
});
