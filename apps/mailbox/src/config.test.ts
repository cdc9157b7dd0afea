import { spawn } from 'node:child_process';
import { once } from 'node:events';
import net from 'node:net';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { readConfig } from './config.ts';

const problemOf = (env: Record<string, string>): string => {
  const read = readConfig(env);
  return read.ok ? 'fine' : read.problem;
};

describe('readConfig', () => {
  it('has a default for everything', () => {
    expect(readConfig({})).toEqual({
      ok: true,
      config: { host: '127.0.0.1', smtpPort: 1025, httpPort: 3025, recordPath: null, logLevel: 'info' },
    });
  });

  it('says in one sentence what to write instead', () => {
    expect(problemOf({ MAILBOX_SMTP_PORT: 'smtp' })).toBe(
      'MAILBOX_SMTP_PORT=smtp cannot be used; set it to a port number from 0 to 65535, for instance 1025.',
    );
    expect(problemOf({ MAILBOX_PORT: '70000' })).toContain('MAILBOX_PORT=70000 cannot be used');
    expect(problemOf({ MAILBOX_PORT: '1025' })).toContain('are both 1025');
    expect(problemOf({ LOG_LEVEL: 'loud' })).toContain('one of silent, error, warn, info, debug');
    expect(problemOf({ HOST: 'http://x/' })).toContain('HOST=http://x/ cannot be used');
  });
});

/** Runs the program to its end. */
async function run(env: Record<string, string>, whenReady: (kill: () => void) => void = () => undefined) {
  const program = spawn(process.execPath, [fileURLToPath(new URL('main.ts', import.meta.url))], {
    env: { PATH: process.env['PATH'], ...env },
  });
  let output = '';
  let errors = '';
  let told = false;
  program.stdout.on('data', (piece: Buffer) => {
    output += piece.toString();
    if (told || !output.includes('ready')) return;
    told = true;
    whenReady(() => program.kill('SIGTERM'));
  });
  program.stderr.on('data', (piece: Buffer) => (errors += piece.toString()));
  const [code]: unknown[] = await once(program, 'close');
  return { code, output, errors };
}

describe('main', () => {
  it('stops with exit code 1 and one sentence on a wrong value', async () => {
    expect(await run({ MAILBOX_PORT: 'x' })).toMatchObject({
      code: 1,
      output: '',
      errors: expect.stringMatching(/^MAILBOX_PORT=x .*\.\n$/),
    });
  });

  it('names the taken port and its variable', async () => {
    const other = net.createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const taken = String(typeof address === 'object' && address ? address.port : 0);
    const smtp = await run({ MAILBOX_SMTP_PORT: taken, MAILBOX_PORT: '0', LOG_LEVEL: 'error' });
    expect(smtp).toEqual({
      code: 1,
      output: '',
      errors: `Port ${taken} is taken by another program; stop it, or set MAILBOX_SMTP_PORT to a free port.\n`,
    });
    const page = await run({ MAILBOX_SMTP_PORT: '0', MAILBOX_PORT: taken, LOG_LEVEL: 'error' });
    expect(page).toMatchObject({ code: 1, errors: expect.stringContaining('set MAILBOX_PORT to a free port') });
    other.close();
  });

  it('names a record file that cannot be opened', async () => {
    const result = await run({ MAILBOX_SMTP_PORT: '0', MAILBOX_PORT: '0', MAILBOX_RECORD: '/nowhere/record.jsonl' });
    expect(result).toMatchObject({
      code: 1,
      errors: expect.stringMatching(/^MAILBOX_RECORD=\/nowhere\/record\.jsonl cannot be opened.*\n$/),
    });
  });

  it('listens, and ends by itself on SIGTERM', async () => {
    const result = await run({ MAILBOX_SMTP_PORT: '0', MAILBOX_PORT: '0' }, (kill) => kill());
    expect(result).toMatchObject({ code: 0, errors: '' });
    expect(result.output).toContain('"event":"closing"');
  });
});
