// Runs jest for the package in the current folder: ES modules, TypeScript with its types stripped.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const at = (name) => fileURLToPath(new URL(name, import.meta.url));
const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
const patienceMs = 15_000;

const jest = spawn(
  process.execPath,
  [
    ...flags,
    at('../../node_modules/jest/bin/jest.js'),
    '--config',
    at('jest.config.mjs'),
    '--rootDir',
    process.cwd(),
    '--passWithNoTests',
    ...process.argv.slice(2),
  ],
  // The channel carries the reporter's word that all tests are done.
  { stdio: ['inherit', 'inherit', 'inherit', 'ipc'], env: { ...process.env, NODE_OPTIONS: flags.join(' ') } },
);
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => jest.kill(signal));
// Whoever started us is gone: nobody waits for the result.
const parent = process.ppid;
setInterval(() => process.ppid === parent || jest.kill('SIGKILL'), 1_000).unref();

jest.on('message', (message) => {
  if (message?.type !== 'tests-complete') return;
  setTimeout(() => {
    console.error(
      `The tests are done, but something they opened keeps running after ${patienceMs / 1000} s: that is a failure.`,
    );
    jest.kill('SIGKILL');
  }, patienceMs).unref();
});
jest.on('exit', (code) => process.exit(code ?? 1));
