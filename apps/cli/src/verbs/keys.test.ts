import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { loadSigners } from '@hikyaku/campaigns';
import { parseKeyring } from '@hikyaku/message';
import { base64, hidden, oneSentence, secrets, type TestInstallation, testInstallation } from '../testing.ts';

let home: TestInstallation;
beforeAll(async () => {
  home = await testInstallation();
});
afterAll(() => home.close());

describe('keys dkim', () => {
  it('makes a key that signs, and prints its record and no secret', async () => {
    const made = await home.hikyaku('keys', 'dkim', 'News.例え.jp');
    expect([made.code, made.error]).toEqual([0, '']);
    expect(made.out).toMatch(/^Name: {2}hk1\._domainkey\.news\.xn--r8jz45g\.jp$/m);
    expect(made.out).toMatch(/^Value: v=DKIM1; k=rsa; p=[A-Za-z0-9+/=]{300,}$/m);
    expect(made.out).toMatch(/IN TXT \( "v=DKIM1;[^"]+" "[^"]+" \)\n$/);
    for (const secret of [...hidden, 'PRIVATE']) expect(made.out).not.toContain(secret);
    const ring = parseKeyring(secrets.HIKYAKU_KEYS);
    expect(await loadSigners(home.database.db, ring, home.workspaceId, 'news.xn--r8jz45g.jp')).toHaveLength(1);
  });

  it('makes a second key for Ed25519 beside it', async () => {
    const made = await home.hikyaku('keys', 'dkim', 'news.例え.jp', '--algorithm', 'ed25519');
    expect([made.code, made.error]).toEqual([0, '']);
    expect(made.out).toMatch(/^Value: v=DKIM1; k=ed25519; p=[A-Za-z0-9+/=]{44}$/m);
    const ring = parseKeyring(secrets.HIKYAKU_KEYS);
    expect(await loadSigners(home.database.db, ring, home.workspaceId, 'news.xn--r8jz45g.jp')).toHaveLength(2);
  });

  it('refuses what is no domain, no selector, no algorithm, taken, or for Ed25519 alone', async () => {
    for (const args of [
      ['not a domain'],
      ['a.jp\r\nx'],
      ['a.jp', '--selector', 'A_'],
      ['news.例え.jp', '--selector', 'hk1'],
      ['a.jp', '--algorithm', 'rsa-sha1'],
      ['b.jp', '--algorithm', 'ed25519'],
    ]) {
      const ended = await home.hikyaku('keys', 'dkim', ...args);
      expect([ended.code, ended.out]).toEqual([1, '']);
      expect(ended.error).toMatch(/^(domain|selector|algorithm): [^\n]+\.\n$/);
    }
  });
});

describe('keys rotate', () => {
  const stateDir = mkdtempSync(path.join(os.tmpdir(), 'hikyaku-cli-keys-'));
  afterAll(() => rmSync(stateDir, { recursive: true }));
  const file = path.join(stateDir, 'secrets.json');
  const rotate = (env: Record<string, string> = {}) => home.with({ STATE_DIR: stateDir, ...env })('keys', 'rotate');
  const kept = () => JSON.parse(readFileSync(file, 'utf8'));

  it('puts a new key in front, keeps the old ones and the pepper, and prints no key', async () => {
    writeFileSync(file, JSON.stringify(secrets), { mode: 0o600 });
    writeFileSync(path.join(stateDir, 'environment.json'), JSON.stringify(secrets));
    for (const number of [2, 3]) {
      const ended = await rotate();
      expect([ended.code, ended.error]).toEqual([0, '']);
      expect(ended.out).toContain(`Key ${number} stands in front`);
      for (const { secret } of parseKeyring(kept().HIKYAKU_KEYS))
        expect(ended.out).not.toContain(secret.toString('base64'));
    }
    expect(parseKeyring(kept().HIKYAKU_KEYS).map(({ id }) => id)).toEqual([3, 2, 1]);
    expect(kept().HIKYAKU_KEYS.endsWith(secrets.HIKYAKU_KEYS)).toBe(true);
    expect(kept().HIKYAKU_PEPPER).toBe(secrets.HIKYAKU_PEPPER);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(existsSync(`${file}.new`)).toBe(false);
  });

  it('changes nothing, and says why in a sentence, where the keyring is not the file’s or cannot grow', async () => {
    const refused = async (content: string, env?: Record<string, string>) => {
      writeFileSync(file, content);
      const ended = await rotate(env);
      expect(ended).toEqual({ code: 1, out: '', error: expect.stringMatching(oneSentence) });
      expect(readFileSync(file, 'utf8')).toBe(content);
      expect(existsSync(`${file}.new`)).toBe(false);
      for (const secret of [...hidden, base64(2)]) expect(ended.error).not.toContain(secret);
    };
    rmSync(path.join(stateDir, 'environment.json'));
    await refused(JSON.stringify(secrets), { HIKYAKU_KEYS: `1:${base64(2)}` });
    await refused(JSON.stringify({ HIKYAKU_PEPPER: base64(7) }));
    await refused(JSON.stringify({ HIKYAKU_KEYS: `255:${base64(1)}` }));
    await refused(JSON.stringify({ HIKYAKU_KEYS: `x:${base64(1)}` }));
    await refused(`{"HIKYAKU_KEYS": "1:${base64(1)}`);
  });

  it('refuses the second of two at once', async () => {
    writeFileSync(file, JSON.stringify(secrets));
    writeFileSync(`${file}.new`, '');
    const ended = await rotate();
    expect([ended.code, ended.error]).toEqual([1, expect.stringContaining('Another command')]);
    expect(kept()).toEqual(secrets);
  });
});
