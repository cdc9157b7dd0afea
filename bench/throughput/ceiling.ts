import { generateKeyPairSync, sign } from 'node:crypto';

/** RSA-2048 signatures a second with every core at it and nothing else to do: what no signed path can exceed. */
export async function rsaPerSecond(seconds: number): Promise<number> {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  const data = Buffer.alloc(600, 'x');
  const began = performance.now();
  const endsAt = began + seconds * 1_000;
  let signed = 0;
  const one = async () => {
    while (performance.now() < endsAt) {
      await new Promise<void>((resolve, reject) => {
        sign('sha256', data, privateKey, (error) => (error ? reject(error) : resolve()));
      });
      signed += 1;
    }
  };
  await Promise.all(Array.from({ length: 64 }, one));
  return signed / ((performance.now() - began) / 1_000);
}
