import { describe, expect, it } from '@jest/globals';
import type { Compose, Composition, DueLetter } from '../composer.ts';
import { beginComposing, type Due } from './due-work.ts';
import { openTurnstile } from './turnstile.ts';

const letter: DueLetter = {
  ref: { campaignId: '1', addressKey: Buffer.alloc(16), letterNo: 0 },
  attempt: 0,
  firstAttemptAt: null,
  listId: null,
  contactId: null,
  email: 'a@people.example',
  fields: {},
};
const batch = { id: '1', campaignId: '1', untilMs: Number.POSITIVE_INFINITY, most: null };
const dueWith = (compose: Compose): Due => ({
  open: { batch, inHand: 1, begun: 0, read: false, againAfterMs: undefined },
  letter,
  compose,
});
const none: Composition = { ok: false, reason: 'nothing to say' };

describe('beginComposing', () => {
  it('begins what takes time before anybody has a hand free for it, as far as there are desks', async () => {
    const composing: PromiseWithResolvers<Composition>[] = [];
    const compose = () => {
      const one = Promise.withResolvers<Composition>();
      composing.push(one);
      return one.promise;
    };
    const desks = openTurnstile<Composition>(2);
    const works = [1, 2, 3].map(() => beginComposing(dueWith(compose), desks));
    expect(works.map(({ begun }) => begun)).toEqual([true, true, true]);
    expect(composing).toHaveLength(2);
    composing[0]?.resolve(none);
    expect(await works[0]?.composition()).toBe(none);
    expect(composing).toHaveLength(3);
  });

  it('leaves what is made at once until somebody asks for it, but for the first, which shows that it is', () => {
    let made = 0;
    const compose = () => {
      made += 1;
      return none;
    };
    const desks = openTurnstile<Composition>(2);
    const [first, second] = [1, 2].map(() => beginComposing(dueWith(compose), desks));
    expect([first?.begun, second?.begun, made]).toEqual([true, false, 1]);
    expect([first?.composition(), second?.composition(), made]).toEqual([none, none, 2]);
  });

  it('tells whoever carries the letter why it could not be composed', async () => {
    const compose = () => {
      throw new Error('no key to unseal');
    };
    const work = beginComposing(dueWith(compose), openTurnstile<Composition>(2));
    await expect(work.composition()).rejects.toThrow('no key to unseal');
  });
});
