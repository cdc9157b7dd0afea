import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { makeDkimKey } from './key.ts';
import { type Sign, signOnThreadPool } from './signature.ts';
import { type DkimSigner, dkimSigner } from './signer.ts';
import { openSigningThreads, type SigningThreads } from './signing-threads.ts';

let rsa: DkimSigner;
let ed25519: DkimSigner;
let threads: SigningThreads;

beforeAll(async () => {
  const [rsaKey, edKey] = await Promise.all([makeDkimKey(), makeDkimKey('ed25519-sha256')]);
  rsa = dkimSigner('example.jp', 'r1', rsaKey.privateKeyPem);
  ed25519 = dkimSigner('example.jp', 'e1', edKey.privateKeyPem);
  threads = openSigningThreads(2);
});
afterAll(() => threads.close());

const signAll = (sign: Sign, contents: readonly string[]) =>
  Promise.all(contents.flatMap((content) => [sign(rsa, content), sign(ed25519, content)]));

describe('openSigningThreads', () => {
  it('makes the signatures of the thread pool, many at once and of any length, each for its own content', async () => {
    const contents = Array.from({ length: 90 }, (_, n) => `content ${n} \xff ${'x'.repeat(n * n * 10)}`);
    expect(await signAll(threads.sign, contents)).toEqual(await signAll(signOnThreadPool, contents));
  });

  it('signs a content alone, and an empty one', async () => {
    for (const content of ['alone', '']) {
      expect(await threads.sign(rsa, content)).toBe(await signOnThreadPool(rsa, content));
    }
  });

  it('tells whose signature cannot be made, and makes those that came with it', async () => {
    const broken: DkimSigner = { ...ed25519, domain: 'broken.example', algorithm: 'rsa-sha256' };
    const [one, other, last] = await Promise.allSettled([
      threads.sign(rsa, 'a'),
      threads.sign(broken, 'a'),
      threads.sign(rsa, 'b'),
    ]);
    expect([one?.status, other?.status, last?.status]).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(other).toMatchObject({ reason: { message: expect.stringContaining('broken.example cannot sign') } });
  });

  it('goes on with more keys than a thread keeps', async () => {
    const keys = await Promise.all(Array.from({ length: 40 }, () => makeDkimKey('ed25519-sha256')));
    const signers = keys.flatMap(({ privateKeyPem }) =>
      Array.from({ length: 30 }, () => dkimSigner('example.jp', 'e', privateKeyPem)),
    );
    const signed = await Promise.all(signers.map((signer) => threads.sign(signer, 'x')));
    expect(signed).toEqual(await Promise.all(signers.map((signer) => signOnThreadPool(signer, 'x'))));
  });

  it('has the thread pool sign, a few at a time, while every desk is taken, and leaves it alone otherwise', async () => {
    let helping = 0;
    const most: number[] = [];
    const help: Sign = async (signer, content) => {
      most.push(++helping);
      const signature = await signOnThreadPool(signer, content);
      helping -= 1;
      return signature;
    };
    const helped = openSigningThreads(1, help);
    const contents = Array.from({ length: 150 }, (_, n) => `content ${n}`);
    await signAll(helped.sign, contents.slice(0, 30));
    expect(most).toEqual([]);
    expect(await signAll(helped.sign, contents)).toEqual(await signAll(signOnThreadPool, contents));
    expect([most.length > 0, Math.max(...most), helping]).toEqual([true, 2, 0]);
    await helped.close();
  });

  it('signs what is under way, and what comes later, on the thread pool once its threads have ended', async () => {
    const ending = openSigningThreads(2);
    const contents = Array.from({ length: 200 }, (_, n) => `content ${n}`);
    const underWay = signAll(ending.sign, contents);
    await ending.close();
    const wanted = await signAll(signOnThreadPool, contents);
    expect(await underWay).toEqual(wanted);
    expect(await signAll(ending.sign, contents.slice(0, 3))).toEqual(wanted.slice(0, 6));
  });
});
