import { once } from 'node:events';
import net from 'node:net';

/** A bare SMTP client for tests: every line and every byte is the test's own. */
export interface Conversation {
  /** Sends one line and returns the reply, lines joined by \n; null once the server has closed the connection. */
  say(line: string): Promise<string | null>;
  /** Sends bytes and waits for nothing. */
  write(bytes: string): void;
  /** The next reply, or null when the connection is closed. */
  hear(): Promise<string | null>;
  /** Cuts the connection as a killed process would. */
  kill(): void;
  /** The port of its own end. */
  port: number;
}

/** Connects and greets; `greeting` is what the server said first. */
export async function converse(port: number): Promise<Conversation & { greeting: string | null }> {
  const socket = net.connect(port, '127.0.0.1');
  const replies: string[] = [];
  let rest = '';
  const line = { open: true };
  let notify = (): void => undefined;
  socket.setEncoding('utf8');
  socket.on('data', (piece: string) => {
    rest += piece;
    for (let reply = takeReply(); reply !== null; reply = takeReply()) replies.push(reply);
    notify();
  });
  socket.on('error', () => undefined);
  socket.on('close', () => {
    line.open = false;
    notify();
  });
  await once(socket, 'connect');

  function takeReply(): string | null {
    const match = /^(?:\d{3}-[^\r\n]*\r\n)*\d{3}(?: [^\r\n]*)?\r\n/.exec(rest);
    if (!match) return null;
    rest = rest.slice(match[0].length);
    return match[0].trimEnd().replaceAll('\r\n', '\n');
  }

  async function hear(): Promise<string | null> {
    while (replies.length === 0 && line.open) await new Promise<void>((resolve) => (notify = resolve));
    return replies.shift() ?? null;
  }

  const conversation: Conversation = {
    async say(text) {
      socket.write(`${text}\r\n`);
      return hear();
    },
    write: (bytes) => void socket.write(bytes),
    hear,
    kill: () => void socket.resetAndDestroy(),
    port: socket.localPort ?? 0,
  };
  const greeting = await hear();
  if (greeting?.startsWith('220')) await conversation.say('EHLO test.example');
  return { ...conversation, greeting };
}

/** One whole transaction; the last reply that was heard, null if the connection was cut. */
export async function deliver(
  conversation: Conversation,
  recipient: string,
  letter = aLetter(),
): Promise<string | null> {
  for (const line of ['RSET', 'MAIL FROM:<bounce@sender.example>', `RCPT TO:<${recipient}>`, 'DATA']) {
    const reply = await conversation.say(line);
    if (reply === null || /^[45]/.test(reply)) return reply;
  }
  return conversation.say(`${letter}\r\n.`);
}

/** A small letter. */
export const aLetter = (subject = 'Hello'): string =>
  [
    'From: Sender <news@sender.example>',
    'To: reader@example.com',
    `Subject: ${subject}`,
    'Message-ID: <1@sender.example>',
    '',
    'A text.',
  ].join('\r\n');
