import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';

/** The fewest and the most characters of a password. */
export const passwordLength = { least: 12, most: 200 } as const;

// OWASP's second choice for argon2id: 19 MiB, 2 passes, 1 lane. 25 ms here.
const cost = { memory: 19_456, passes: 2, parallelism: 1 } as const;
const saltBytes = 16;
const tagBytes = 32;

/** A password as it may be kept: argon2id in PHC form, with a salt of its own. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(saltBytes);
  const tag = await derive(password, salt, cost);
  const { memory, passes, parallelism } = cost;
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${unpadded(salt)}$${unpadded(tag)}`;
}

/** Whether this is the password that was kept; at the cost it was kept with. False for a text of another form. */
export async function isPassword(kept: string, password: string): Promise<boolean> {
  const [, memory, passes, parallelism, salt = '', tag = ''] =
    /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=(\d)\$([\w+/]+)\$([\w+/]+)$/.exec(kept) ?? [];
  const expected = Buffer.from(tag, 'base64');
  if (expected.length !== tagBytes) return false;
  const at = { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) };
  return timingSafeEqual(expected, await derive(password, Buffer.from(salt, 'base64'), at));
}

/** Takes as long as a real comparison, for addresses that nobody has. */
export async function comparePretended(password: string): Promise<void> {
  await derive(password, Buffer.alloc(saltBytes), cost);
}

function derive(
  password: string,
  salt: Buffer,
  { memory, passes, parallelism }: { memory: number; passes: number; parallelism: number },
): Promise<Buffer> {
  // One spelling: an accent typed on another keyboard is the same password.
  const message = Buffer.from(password.normalize('NFC'));
  return new Promise((resolve, reject) => {
    argon2('argon2id', { message, nonce: salt, memory, passes, parallelism, tagLength: tagBytes }, (error, tag) =>
      error ? reject(error) : resolve(tag),
    );
  });
}

function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}
