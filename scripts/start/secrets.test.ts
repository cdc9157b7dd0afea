import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { chooseSecrets, keepSecrets, keptSecrets, secretsFile } from './secrets.ts';

const key = Buffer.alloc(32, 7).toString('base64');
const other = Buffer.alloc(32, 8).toString('base64');
const given = { HIKYAKU_KEYS: `2:${key},1:${other}`, HIKYAKU_PEPPER: other };
const facts = { env: {}, kept: {}, initialised: false, file: '/state/secrets.json' };

describe('chooseSecrets', () => {
  it('makes both for an empty database, to be kept', () => {
    const choice = chooseSecrets({ ...facts, random: (bytes) => Buffer.alloc(bytes, 7) });
    expect(choice).toEqual({ kind: 'use', secrets: { keys: `1:${key}`, pepper: key }, keep: true });
  });

  it('makes different ones for key and pepper', () => {
    const choice = chooseSecrets(facts);
    expect(choice.kind === 'use' && choice.secrets.keys !== `1:${choice.secrets.pepper}`).toBe(true);
  });

  it('takes those of the environment before those that are kept, and does not keep them', () => {
    const choice = chooseSecrets({
      ...facts,
      env: given,
      kept: { keys: `1:${other}`, pepper: key },
      initialised: true,
    });
    expect(choice).toEqual({ kind: 'use', secrets: { keys: given.HIKYAKU_KEYS, pepper: other }, keep: false });
  });

  it('uses what is kept for a database in use', () => {
    const kept = { keys: `1:${key}`, pepper: other };
    expect(chooseSecrets({ ...facts, kept, initialised: true })).toEqual({ kind: 'use', secrets: kept, keep: false });
  });

  it('refuses to make a pepper for a database in use: suppressions would fail open', () => {
    const choice = chooseSecrets({ ...facts, env: { HIKYAKU_KEYS: `1:${key}` }, initialised: true });
    expect(choice.kind === 'refuse' && choice.sentence).toMatch(
      /neither the environment nor \/state\/secrets\.json has its HIKYAKU_PEPPER: set what/,
    );
    const neither = chooseSecrets({ ...facts, initialised: true });
    expect(neither.kind === 'refuse' && neither.sentence).toContain('HIKYAKU_KEYS nor HIKYAKU_PEPPER');
  });

  it('refuses what is not a keyring or a pepper, and says how one is written', () => {
    for (const wrong of ['x', `1:${key},`, '1:short', key]) {
      const choice = chooseSecrets({ ...facts, env: { HIKYAKU_KEYS: wrong } });
      expect(choice.kind === 'refuse' && choice.sentence).toContain('HIKYAKU_KEYS is not a keyring');
    }
    const choice = chooseSecrets({ ...facts, env: { HIKYAKU_PEPPER: 'short' } });
    expect(choice.kind === 'refuse' && choice.sentence).toContain('openssl rand -base64 32');
  });
});

describe('keepSecrets', () => {
  it('keeps them for their owner alone, and reads them back', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'hikyaku-secrets-'));
    const file = secretsFile(folder);
    expect(keptSecrets(file)).toEqual({});
    keepSecrets(file, { keys: `1:${key}`, pepper: other });
    expect(keptSecrets(file)).toEqual({ keys: `1:${key}`, pepper: other });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    rmSync(folder, { recursive: true });
  });
});
