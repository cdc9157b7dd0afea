import { createMailbox } from '@hikyaku/mailbox';
import nodemailer from 'nodemailer';
const m = await createMailbox({ smtpPort: 1925, httpPort: 3925 });
const t = nodemailer.createTransport({ host: '127.0.0.1', port: m.smtpPort, pool: true });
const u = 'https://localhost:3001/u/abc';
const html = (h) =>
  `<!doctype html><html><head><style>body{font-family:sans-serif;margin:0;background:#f2efe6}.c{max-width:600px;margin:24px auto;background:#fff;padding:32px;border-radius:8px}.h{background:#28407a;color:#fff;padding:40px 32px;font-size:26px;font-weight:bold;border-radius:8px}</style></head><body><div class=c><div class=h>${h}</div><p>Dear reader,</p><p>${'The plum trees along the river are in bloom, and our new teas have come in from Uji. '.repeat(4)}</p><p><a href="http://localhost:3001/u/abc">Unsubscribe</a></p></div></body></html>`;
const list = [
  ['"Kissa Asahi" <news@asahi.example>', 'Spring tea has arrived', 'aiko@example.jp'],
  ['"あさひ喫茶" <news@asahi.example>', '春の新茶が届きました', 'hanako@docomo.ne.jp'],
  [
    '"Nippon Books" <hello@books.example>',
    'Ten novels for a rainy weekend, and a discount for early readers',
    'taro@例え.jp',
  ],
  ['billing@shop.example', 'Your receipt', 'mei@example.com'],
];
for (let i = 0; i < 14; i++) {
  const [from, subject, to] = list[i % 4];
  await t.sendMail({
    from,
    to,
    subject,
    html: html(subject),
    text: `Hello\n\n${subject}\n\nhttp://localhost:3001/u/abc`,
    ...(i % 4 === 3
      ? {}
      : {
          headers: {
            'List-Unsubscribe': { prepared: true, value: '<http://localhost:3001/u/abc>' },
            'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
          },
        }),
    attachments: i % 4 === 3 ? [{ filename: 'receipt.pdf', content: 'x'.repeat(2000) }] : [],
  });
}
t.close();
console.log(m.stats(), m.record().at(-1));
if (!process.argv[2]) await m.close();
else console.log('listening');
