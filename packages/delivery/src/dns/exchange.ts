import { createSocket } from 'node:dgram';
import { connect, isIPv6 } from 'node:net';

/** A name server: its IP address and port. */
export type NameServer = { address: string; port: number };

/**
 * Sends one question by UDP and gives the first packet that `isAnswer` takes; what comes from elsewhere, or is no answer, is not
 * listened to. Its own port each time, so that a forger has to guess it. Throws when there is none in time.
 */
export function askByUdp(
  server: NameServer,
  question: Buffer,
  isAnswer: (octets: Buffer) => boolean,
  withinMs: number,
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const socket = createSocket(isIPv6(server.address) ? 'udp6' : 'udp4');
    const end = (act: () => void): void => {
      clearTimeout(timer);
      socket
        .removeAllListeners()
        .on('error', () => {})
        .close();
      act();
    };
    const timer = setTimeout(() => end(() => reject(new Error(`no answer within ${withinMs / 1000} s`))), withinMs);
    socket.on('error', (error) => end(() => reject(error)));
    socket.on('message', (octets) => isAnswer(octets) && end(() => resolve(octets)));
    // Connected, the system itself drops what others send.
    socket.connect(server.port, server.address, () => socket.send(question));
  });
}

/** The same by TCP, for answers too long for a packet (RFC 7766); one answer, whatever it is. */
export function askByTcp(server: NameServer, question: Buffer, withinMs: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: server.address, port: server.port });
    const end = (act: () => void): void => {
      clearTimeout(timer);
      socket
        .removeAllListeners()
        .on('error', () => {})
        .destroy();
      act();
    };
    const timer = setTimeout(() => end(() => reject(new Error(`no answer within ${withinMs / 1000} s`))), withinMs);
    let heard = Buffer.alloc(0);
    socket.on('error', (error) => end(() => reject(error)));
    socket.on('close', () => end(() => reject(new Error('the connection was closed'))));
    socket.on('data', (octets) => {
      heard = Buffer.concat([heard, octets]);
      const length = heard.length < 2 ? Number.POSITIVE_INFINITY : heard.readUInt16BE(0);
      if (heard.length >= length + 2) end(() => resolve(heard.subarray(2, length + 2)));
    });
    socket.write(Buffer.concat([Buffer.from([question.length >> 8, question.length & 0xff]), question]));
  });
}
