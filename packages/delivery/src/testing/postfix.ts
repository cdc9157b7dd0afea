import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { chmod, chown, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { selfSigned } from './certificate.ts';
import { freePort, type RealReceiver, untilItAnswers } from './real-receivers.ts';

const daemons = '/usr/lib/postfix/sbin';

/** Whether a Postfix can be started here: it must be installed, and we must be root, as its master wants to be. */
export const canRunPostfix = existsSync(`${daemons}/master`) && process.getuid?.() === 0;

/**
 * A Postfix of its own, from a private configuration and queue, on a port of loopback; nothing of the machine's own is read or
 * touched. It takes letters to everybody but nobody@example.net and throws them away; offers PIPELINING, SIZE, 8BITMIME, SMTPUTF8,
 * ENHANCEDSTATUSCODES and STARTTLS. At 4,096 bytes letters are too large for it.
 */
export async function postfixReceiver(): Promise<RealReceiver> {
  const port = await freePort();
  const home = await mkdtemp(path.join(tmpdir(), 'postfix-'));
  await prepareHome(home, port);
  // It ends by itself after five minutes, should nobody be left to end it.
  const master = spawn(`${daemons}/master`, ['-d', '-e', '300', '-c', `${home}/etc`], {
    // Its children are in its group: who ends the group ends them all.
    detached: true,
    stdio: 'ignore',
    env: { PATH: process.env['PATH'], MAIL_CONFIG: `${home}/etc` },
  });
  const exited = new Promise<void>((resolve) => master.once('exit', () => resolve()));
  await untilItAnswers(port, master, 'Postfix');
  return {
    port,
    async close() {
      endGroup(master);
      await exited;
      await rm(home, { recursive: true, force: true });
    },
  };
}

function endGroup({ pid }: ChildProcess): void {
  if (pid !== undefined) process.kill(-pid, 'SIGTERM');
}

const queues = [
  'active',
  'bounce',
  'corrupt',
  'defer',
  'deferred',
  'flush',
  'hold',
  'incoming',
  'private',
  'saved',
  'trace',
];

async function prepareHome(home: string, port: number): Promise<void> {
  const postfix = userId('postfix');
  // Its daemons run under a name of their own and must get in.
  await chmod(home, 0o755);
  for (const folder of [
    'etc',
    'data',
    'queue',
    'queue/pid',
    'queue/public',
    ...queues.map((name) => `queue/${name}`),
  ]) {
    await mkdir(path.join(home, folder));
    if (!['etc', 'queue', 'queue/pid'].includes(folder)) await chown(path.join(home, folder), postfix, 0);
  }
  await writeFile(`${home}/etc/tls.pem`, `${selfSigned.key}${selfSigned.cert}`, { mode: 0o600 });
  await writeFile(`${home}/etc/main.cf`, mainConfig(home));
  await writeFile(`${home}/etc/master.cf`, masterConfig(port));
}

function mainConfig(home: string): string {
  return `
compatibility_level = 3.6
queue_directory = ${home}/queue
data_directory = ${home}/data
daemon_directory = ${daemons}
myhostname = mx.example.net
mydestination =
mynetworks = 127.0.0.0/8
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
default_transport = discard
relay_transport = discard
alias_maps =
local_recipient_maps =
message_size_limit = 4096
smtpd_peername_lookup = no
smtpd_tls_security_level = may
smtpd_tls_chain_files = ${home}/etc/tls.pem
smtpd_recipient_restrictions = check_recipient_access inline:{nobody@example.net=REJECT}, permit_mynetworks, reject
`;
}

/** The services that take a letter and throw it away: private, unprivileged, chroot, wake-up, most processes, command. */
function masterConfig(port: number): string {
  return `
127.0.0.1:${port} inet n - n - - smtpd
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
anvil unix - - n - 1 anvil
tlsmgr unix - - n 1000 1 tlsmgr
discard unix - - n - - discard
`;
}

function userId(name: string): number {
  const entry = new RegExp(`^${name}:[^:]*:(\\d+):`, 'm').exec(readFileSync('/etc/passwd', 'utf8'));
  return Number(entry?.[1] ?? 0);
}
