import { assertPepper, openLink, PepperMismatchError } from '@hikyaku/database';
import { databaseProblem, errorFacts, listenProblem, openLog } from '@hikyaku/log';
import { type Config, readConfig } from './config.ts';
import { openReceiver, type Receiver } from './receiver.ts';

/** To the supervisor (it listens over IPC) EX_CONFIG of sysexits.h: starting again cannot help. To anybody else 1. */
const configurationExitCode = process.connected ? 78 : 1;

const read = readConfig(process.env);
if (read.ok) await run(read.config);
else stop(read.problem, configurationExitCode);

async function run(config: Config): Promise<void> {
  const log = openLog('inbound', config.logLevel);
  const link = openLink({
    url: config.databaseUrl,
    applicationName: 'hikyaku-inbound',
    connectWithinMs: 2_000,
    statementTimeoutMs: 4_000,
    answerWithinMs: 5_000,
    onIdleError: (error) => log.warn(errorFacts(error), 'database connection lost'),
  });
  const end = async (): Promise<void> => {
    await link.db.destroy();
    link.cut();
  };
  let receiver: Receiver;
  try {
    // Mail waits at its senders: without the database there is nothing to open for yet.
    await assertPepper(link.db, config.pepper.bytes);
  } catch (error) {
    await end();
    if (error instanceof PepperMismatchError) return stop(error.message, configurationExitCode);
    return stop(databaseProblem(error), 1);
  }
  try {
    const { keyring, pepper, domain } = config;
    receiver = await openReceiver({ db: link.db, keyring, pepper, domain, log }, config);
  } catch (error) {
    await end();
    return stop(listenProblem(error, { ...config, variable: 'INBOUND_SMTP_PORT' }) ?? databaseProblem(error), 1);
  }
  let closing = false;
  // A second signal (the terminal's and the supervisor's) must not cut off answers under way.
  const drain = async (): Promise<void> => {
    if (closing) return;
    closing = true;
    log.info({}, 'finishing');
    await receiver.close();
    await end();
    if (process.connected) process.disconnect();
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void drain());
  log.info({ host: config.host, port: receiver.port }, 'listening');
  process.send?.({ type: 'ready' });
}

function stop(sentence: string, exitCode: number): void {
  console.error(sentence);
  process.exitCode = exitCode;
  if (process.connected) process.disconnect();
}
