// The fastest receiver that still reads letters to their end: answers by looking for line ends, keeps nothing, counts.
// A process of its own, spoken to over IPC: {ask:'count'} → {count, firstAt, lastAt, bytes}; {ask:'reset'}.
import { createServer, Socket } from 'node:net';

const dot = Buffer.from('\r\n.\r\n');
const ear = Buffer.alloc(256 * 1024);
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

// Paused, so that nothing is read before the connection has changed hands.
const server = createServer({ noDelay: true, pauseOnConnect: true }, (accepted) => {
  const { socket, listen } = overOneEar(accepted);
  socket.on('error', () => {});
  socket.write(answers.greeting);
  listen(converse(socket));
});

/**
 * The same connection, but whatever comes on it is read into one piece of memory, the same for all: a stream has 64 KB allocated for each
 * read, and copies what came. Only who connects may ask node for that; who accepts has to take the connection's handle.
 */
function overOneEar(accepted: Socket & { _handle?: object }): { socket: Socket; listen: (take: Take) => void } {
  const taken: object = { handle: accepted._handle };
  delete accepted._handle;
  let take: Take = () => {};
  const callback = (octets: number) => {
    take(ear.subarray(0, octets));
    return true;
  };
  const socket = new Socket({ ...taken, onread: { buffer: ear, callback } });
  return {
    socket,
    listen(taker) {
      take = taker;
      socket.resume();
    },
  };
}

/** Takes what came; the memory is somebody else's afterwards. */
type Take = (chunk: Buffer) => void;

function converse(socket: Socket): Take {
  let pending = Buffer.alloc(0);
  let inBody = false;
  return (chunk) => {
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
    pending = Buffer.from(input);
    if (reply !== '') socket.write(reply, 'latin1');
  };
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
