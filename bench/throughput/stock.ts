// The stock path, in a process of its own: one nodemailer pool, 50 connections, its own dkim option with a PEM key, nothing else.
// node stock.ts <port> <letters> < {"html": …, "text": …}  → prints letters a second.
import { generateKeyPairSync } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { createTransport } from 'nodemailer';

const [port, letters] = process.argv.slice(2).map(Number);
const content: { html: string; text: string } = JSON.parse(await text(process.stdin));
const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2_048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});
const transport = createTransport({
  host: '127.0.0.1',
  port: port ?? 0,
  pool: true,
  maxConnections: 50,
  maxMessages: Number.POSITIVE_INFINITY,
  ignoreTLS: true,
  dkim: { domainName: 'bench.example', keySelector: 'k', privateKey },
});
const send = (n: number) =>
  transport.sendMail({
    from: 'News <news@bench.example>',
    to: `p${n}@people.example`,
    subject: `Newsletter for ${n}`,
    html: content.html.replaceAll('NAME', `Person ${n}`),
    text: content.text.replaceAll('NAME', `Person ${n}`),
  });

let next = 0;
const began = performance.now();
await Promise.all(
  Array.from({ length: 100 }, async () => {
    while (next < (letters ?? 0)) await send(next++);
  }),
);
console.log((letters ?? 0) / ((performance.now() - began) / 1_000));
transport.close();
