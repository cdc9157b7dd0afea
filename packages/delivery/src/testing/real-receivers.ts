import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { selfSigned } from './self-signed.ts';

/** A receiver that other people wrote, on a port of loopback. */
export type RealReceiver = { port: number; close: () => Promise<void> };

/** The smtp-server package: takes every letter, offers PIPELINING and STARTTLS. */
export async function smtpServerReceiver(): Promise<RealReceiver> {
  const server = new SMTPServer({
    ...selfSigned,
    authOptional: true,
    disabledCommands: ['AUTH'],
    onData: (stream, _session, done) => {
      stream.on('end', () => done(null));
      stream.resume();
    },
  });
  server.on('error', () => {});
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', () => resolve()));
  return { port, close: () => new Promise((resolve) => server.close(() => resolve())) };
}

const smtpSinkPath = '/usr/sbin/smtp-sink';

/** Whether postfix's smtp-sink is on this machine. */
export const hasSmtpSink = existsSync(smtpSinkPath);

/** Postfix's smtp-sink, which takes every letter and throws it away. */
export async function smtpSinkReceiver(): Promise<RealReceiver> {
  const port = await freePort();
  // As root it wants another name to run under.
  const user = process.getuid?.() === 0 ? ['-u', 'nobody'] : [];
  const sink = spawn(smtpSinkPath, [...user, `127.0.0.1:${port}`, '100'], { stdio: 'ignore' });
  const exited = new Promise<void>((resolve) => sink.once('exit', () => resolve()));
  while (!(await answers(port))) if (sink.exitCode !== null) throw new Error('smtp-sink did not start.');
  return {
    port,
    close: () => {
      sink.kill();
      return exited;
    },
  };
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('There is no free port.');
  return address.port;
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => resolve(false));
    socket.on('data', () => {
      socket.destroy();
      resolve(true);
    });
  });
}
