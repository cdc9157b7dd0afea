// The fastest receiver that still reads letters to their end: answers by looking for line ends, keeps nothing, counts.
// A process of its own, spoken to over IPC: {ask:'count'} → {count, firstAt, lastAt, bytes}; {ask:'reset'}.
import { createServer, type Socket } from 'node:net';

const dot = Buffer.from('\r\n.\r\n');
const answers = {
  greeting: '220 sink ESMTP\r\n',
  ehlo: '250-sink\r\n250-PIPELINING\r\n250 ENHANCEDSTATUSCODES\r\n',
  fine: '250 2.0.0 fine\r\n',
  data: '354 go on\r\n',
  bye: '221 2.0.0 bye\r\n',
};

let count = 0;
let bytes = 0;
let firstAt = 0;
let lastAt = 0;

const server = createServer((socket) => {
  socket.setNoDelay(true);
  socket.on('error', () => {});
  socket.write(answers.greeting);
  converse(socket);
});

function converse(socket: Socket): void {
  let pending: Buffer = Buffer.alloc(0);
  let inBody = false;
  socket.on('data', (chunk: Buffer) => {
    let input = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
    let reply = '';
    for (;;) {
      if (inBody) {
        // Looked for from behind: nobody says more of a letter than its end, nor of the next before this one is answered.
        const end = input.lastIndexOf(dot);
        if (end < 0) {
          // Only the last four bytes can be part of the end that is still to come.
          bytes += Math.max(0, input.length - 4);
          input = input.subarray(Math.max(0, input.length - 4));
          break;
        }
        bytes += end;
        input = input.subarray(end + dot.length);
        inBody = false;
        lastAt = performance.timeOrigin + performance.now();
        if (count++ === 0) firstAt = lastAt;
        reply += answers.fine;
        continue;
      }
      const end = input.indexOf('\r\n');
      if (end < 0) break;
      const verb = input.toString('latin1', 0, 4).toUpperCase();
      input = input.subarray(end + 2);
      if (verb === 'DATA') {
        reply += answers.data;
        inBody = true;
      } else if (verb === 'EHLO') reply += answers.ehlo;
      else if (verb === 'QUIT') {
        socket.end(reply + answers.bye);
        return;
      } else reply += answers.fine;
    }
    pending = input;
    if (reply !== '') socket.write(reply);
  });
}

process.on('message', (message: { ask: 'count' | 'reset' }) => {
  if (message.ask === 'reset') count = bytes = firstAt = lastAt = 0;
  process.send?.({ count, bytes, firstAt, lastAt });
});
process.on('disconnect', () => process.exit(0));
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.send?.({ port: typeof address === 'object' && address !== null ? address.port : 0 });
});
