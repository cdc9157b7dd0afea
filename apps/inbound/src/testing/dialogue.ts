import { once } from 'node:events';
import { connect } from 'node:net';

/** A bare SMTP client whose every line is the test's own. */
export type Dialogue = {
  greeting: string;
  /** Says a line, or many, and returns the reply, its lines joined by "\n"; '' once the server has closed the connection. */
  say(line: string): Promise<string>;
  /** Writes bytes that are answered by nothing yet. */
  write(bytes: string): void;
  /** What the server says by itself. */
  hear(): Promise<string>;
  hangUp(): void;
};

/** Connects and says EHLO. */
export async function openDialogue(port: number): Promise<Dialogue> {
  const socket = connect(port, '127.0.0.1');
  let text = '';
  let wake = (): void => {};
  let open = true;
  socket.setEncoding('utf8').on('data', (piece: string) => {
    text += piece;
    wake();
  });
  socket.on('error', () => {});
  socket.on('close', () => {
    open = false;
    wake();
  });
  await once(socket, 'connect');
  async function hear(): Promise<string> {
    for (;;) {
      const [whole] = /^(?:\d{3}-[^\n]*\n)*\d{3}(?: [^\n]*)?\n/.exec(text) ?? [];
      if (whole !== undefined) {
        text = text.slice(whole.length);
        return whole.trimEnd().replaceAll('\r', '');
      }
      if (!open) return '';
      await new Promise<void>((resolve) => (wake = resolve));
    }
  }
  const say = (line: string): Promise<string> => {
    socket.write(`${line}\r\n`);
    return hear();
  };
  const greeting = await hear();
  await say('EHLO sender.example');
  return { greeting, say, hear, write: (bytes) => void socket.write(bytes), hangUp: () => socket.destroy() };
}

/** Hands in one mail and returns the last reply: that of the first line that was refused, else that to the mail. */
export async function handIn(
  dialogue: Dialogue,
  to: string,
  fields: readonly string[] = [],
  from = 'hanako@example.jp',
  body: readonly string[] = ['unsubscribe'],
) {
  for (const line of [`MAIL FROM:<${from}>`, `RCPT TO:<${to}>`, 'DATA']) {
    const reply = await dialogue.say(line);
    if (!/^[23]/.test(reply)) return reply;
  }
  return dialogue.say([...fields, '', ...body, '.'].join('\r\n'));
}
