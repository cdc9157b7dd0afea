import { fileURLToPath } from 'node:url';

const here = (name) => fileURLToPath(new URL(name, import.meta.url));

export default {
  testEnvironment: 'node',
  testMatch: ['**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': here('strip-types.cjs') },
  cacheDirectory: here('../../.cache/jest'),
  testTimeout: 120_000,
  maxWorkers: 2,
  reporters: ['default', here('tally-reporter.mjs')],
};
