import { readConfig, startProblem } from './config.ts';
import { createLog } from './log.ts';
import { createMailbox } from './mailbox.ts';

const read = readConfig(process.env);
if (read.ok) await run(read.config);
else stop(read.problem);

async function run(config: Extract<typeof read, { ok: true }>['config']): Promise<void> {
  const log = createLog(config.logLevel, (line) => void process.stdout.write(line));
  const { recordPath, ...rest } = config;
  try {
    const mailbox = await createMailbox({ ...rest, log, ...(recordPath === null ? {} : { recordPath }) });
    const drain = (): void => {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, drain);
      log('info', 'closing', { ...mailbox.stats() });
      void mailbox.close();
    };
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, drain);
    log('info', 'ready', { smtpPort: mailbox.smtpPort, httpPort: mailbox.httpPort });
  } catch (error) {
    const problem = startProblem(error, config);
    if (problem === null) throw error;
    stop(problem);
  }
}

function stop(sentence: string): void {
  console.error(sentence);
  process.exitCode = 1;
}
