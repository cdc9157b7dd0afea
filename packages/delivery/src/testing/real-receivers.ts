import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { selfSigned } from './certificate.ts';

/** A receiver that other people wrote, on a port of loopback. */
export type RealReceiver = { port: number; close: () => Promise<void> };

/** The smtp-server package: takes every letter, offers PIPELINING and STARTTLS. */
export async function smtpServerReceiver(): Promise<RealReceiver> {
  const server = new SMTPServer({
    cert: selfSigned.cert,
    key: selfSigned.key,
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
  await untilItAnswers(port, sink, 'smtp-sink');
  return {
    port,
    close: () => {
      sink.kill();
      return exited;
    },
  };
}

/** A port of loopback that nobody listened on a moment ago. */
export async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('There is no free port.');
  return address.port;
}

/** Resolves when a receiver greets; throws when its process ended instead. */
export async function untilItAnswers(port: number, receiver: ChildProcess, name: string): Promise<void> {
  while (!(await answers(port))) {
    if (receiver.exitCode !== null) throw new Error(`${name} did not start: it ended with ${receiver.exitCode}.`);
  }
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => {}).on('close', () => resolve(false));
    socket.on('data', () => {
      socket.destroy();
      resolve(true);
    });
  });
}
