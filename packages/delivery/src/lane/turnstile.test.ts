import { describe, expect, it } from '@jest/globals';
import { openTurnstile } from './turnstile.ts';

/** Acts whose ends the test decides; `begun` are their names in order. */
function stage() {
  const begun: string[] = [];
  const ends = new Map<string, PromiseWithResolvers<string>>();
  const act = (name: string) => () => {
    begun.push(name);
    const ending = Promise.withResolvers<string>();
    ends.set(name, ending);
    return ending.promise;
  };
  return { begun, act, end: (name: string) => ends.get(name)?.resolve(name), ends };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('openTurnstile', () => {
  it('has so many under way and no more, and lets the others in as they came', async () => {
    const { begun, act, end } = stage();
    const turnstile = openTurnstile<string>(2);
    const all = ['a', 'b', 'c', 'd'].map(async (name) => turnstile(act(name)));
    expect(begun).toEqual(['a', 'b']);
    end('b');
    await turn();
    expect(begun).toEqual(['a', 'b', 'c']);
    end('a');
    end('c');
    await turn();
    end('d');
    expect(await Promise.all(all)).toEqual(['a', 'b', 'c', 'd']);
  });

  it('lets by what answers at once, and everybody behind it', async () => {
    const { begun, act, end } = stage();
    const turnstile = openTurnstile<string>(1);
    const first = turnstile(act('a'));
    const rest = [() => 'b', () => 'c', act('d')].map(async (one) => turnstile(one));
    end('a');
    await turn();
    expect(begun).toEqual(['a', 'd']);
    end('d');
    expect(await Promise.all([first, ...rest])).toEqual(['a', 'b', 'c', 'd']);
    expect(turnstile(() => 'e')).toBe('e');
  });

  it('goes on after one that fails or throws', async () => {
    const { begun, act, ends } = stage();
    const turnstile = openTurnstile<string>(1);
    const first = turnstile(act('a'));
    const thrown = turnstile(() => {
      throw new Error('refused');
    });
    const last = turnstile(act('c'));
    ends.get('a')?.reject(new Error('failed'));
    const told = await Promise.allSettled([first, thrown]);
    expect(told.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(begun).toEqual(['a', 'c']);
    ends.get('c')?.resolve('c');
    expect(await last).toBe('c');
  });
});
