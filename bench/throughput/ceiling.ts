import { execFileSync, spawn } from 'node:child_process';
import { generateKeyPairSync, sign } from 'node:crypto';
import { existsSync } from 'node:fs';
import { freePorts } from '../../scripts/story/free-ports.ts';

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

/** Letters of this size a second from postfix's smtp-source to its smtp-sink; undefined where they are not installed. */
export async function postfixPerSecond(bytes: number): Promise<number | undefined> {
  const [sink, source] = ['/usr/sbin/smtp-sink', '/usr/sbin/smtp-source'];
  if (!existsSync(sink) || !existsSync(source)) return undefined;
  const [port] = await freePorts(1);
  const server = spawn(sink, ['-u', 'nobody', `127.0.0.1:${port}`, '100'], { stdio: 'ignore' });
  try {
    await new Promise((resolve) => setTimeout(resolve, 500));
    const letters = 20_000;
    const began = performance.now();
    execFileSync(source, [
      '-d',
      '-s',
      '50',
      '-m',
      String(letters),
      '-l',
      String(bytes),
      '-f',
      'a@example.com',
      '-t',
      'b@example.com',
      `127.0.0.1:${port}`,
    ]);
    return letters / ((performance.now() - began) / 1_000);
  } finally {
    server.kill();
  }
}
