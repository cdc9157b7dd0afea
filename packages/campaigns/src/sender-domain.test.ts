import { createPublicKey } from 'node:crypto';
import { type TestDatabase, testDatabase } from '@hikyaku/database/testing';
import type { DkimAlgorithm, Keyring } from '@hikyaku/message';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { authenticate, createApiKey, revokeApiKey } from './api-key.ts';
import { seal, UnsealError, unseal } from './seal.ts';
import { addSenderDomain, hasSenderKey, loadSigners, makeSenderKey } from './sender-domain.ts';
import { keyring, newWorkspace } from './testing/world.ts';
import { createWorkspace } from './workspace.ts';

let test: TestDatabase;
let workspaceId: string;
beforeAll(async () => {
  test = await testDatabase();
  workspaceId = await newWorkspace(test.db);
});
afterAll(() => test.drop());

const rotated: Keyring = [{ id: 2, secret: Buffer.alloc(32, 2) }, ...keyring];
const foreign: Keyring = [{ id: 1, secret: Buffer.alloc(32, 9) }];

describe('makeSenderKey', () => {
  it('makes a key whose published half verifies what its sealed half signs, also after the keyring was rotated', async () => {
    const made = await makeSenderKey(test.db, keyring, { workspaceId, domain: 'Éxample.jp' });
    if (made.kind !== 'made') throw new Error(JSON.stringify(made));
    expect(made.record.name).toBe('hk1._domainkey.xn--xample-9ua.jp');
    const [signer] = await loadSigners(test.db, rotated, workspaceId, 'xn--xample-9ua.jp');
    const published = /p=(.+)$/.exec(made.record.value)?.[1] ?? '';
    const publicKey = createPublicKey({ key: Buffer.from(published, 'base64'), type: 'spki', format: 'der' });
    expect(signer && createPublicKey(signer.privateKey).equals(publicKey)).toBe(true);
  });

  it('keeps no private key in the clear', async () => {
    await makeSenderKey(test.db, keyring, { workspaceId, domain: 'clear.example' });
    const rows = await test.db.selectFrom('dkim_keys').select('sealed_private_key').execute();
    for (const row of rows) expect(row.sealed_private_key.toString('latin1')).not.toContain('PRIVATE KEY');
  });

  it('signs with the newest key that is not retired, and with none of another workspace', async () => {
    const domain = 'two.example';
    await makeSenderKey(test.db, keyring, { workspaceId, domain });
    const second = await makeSenderKey(test.db, keyring, { workspaceId, domain });
    if (second.kind !== 'made') throw new Error(JSON.stringify(second));
    expect(await loadSigners(test.db, keyring, workspaceId, domain)).toMatchObject([{ selector: 'hk2' }]);
    await test.db.updateTable('dkim_keys').set({ retired_at: new Date() }).where('id', '=', second.keyId).execute();
    expect(await loadSigners(test.db, keyring, workspaceId, domain)).toMatchObject([{ selector: 'hk1' }]);
    expect(await loadSigners(test.db, keyring, await newWorkspace(test.db), domain)).toEqual([]);
  });

  it('signs with the newest key of each algorithm, RSA first, and makes none for Ed25519 alone', async () => {
    const domain = 'both.example';
    const make = (algorithm: DkimAlgorithm) => makeSenderKey(test.db, keyring, { workspaceId, domain, algorithm });
    const loaded = () => loadSigners(test.db, keyring, workspaceId, domain);
    expect(await make('ed25519-sha256')).toMatchObject({ kind: 'problems', problems: [{ field: 'algorithm' }] });
    const rsa = await make('rsa-sha256');
    expect(await make('ed25519-sha256')).toMatchObject({
      selector: 'hk2',
      record: { name: 'hk2._domainkey.both.example', value: expect.stringMatching(/^v=DKIM1; k=ed25519; p=.{44}$/) },
    });
    await make('ed25519-sha256');
    expect(await loaded()).toMatchObject([
      { selector: 'hk1', algorithm: 'rsa-sha256' },
      { selector: 'hk3', algorithm: 'ed25519-sha256' },
    ]);
    const id = rsa.kind === 'made' ? rsa.keyId : '';
    await test.db.updateTable('dkim_keys').set({ retired_at: new Date() }).where('id', '=', id).execute();
    expect(await loaded()).toEqual([]);
    expect(await hasSenderKey(test.db, workspaceId, domain)).toBe(false);
  });

  it('refuses what is no domain, what is no selector, and a selector that is taken', async () => {
    expect(await addSenderDomain(test.db, workspaceId, 'a b')).toMatchObject({
      kind: 'problems',
      problems: [{ field: 'domain' }],
    });
    const with_ = (selector: string) =>
      makeSenderKey(test.db, keyring, { workspaceId, domain: 'sel.example', selector });
    expect(await with_('A.b')).toMatchObject({ kind: 'problems', problems: [{ field: 'selector' }] });
    expect((await with_('mine')).kind).toBe('made');
    expect(await with_('mine')).toMatchObject({ kind: 'problems', problems: [{ field: 'selector' }] });
  });
});

describe('unseal', () => {
  it('opens only with the right keyring, for the right purpose, undamaged', () => {
    const sealed = seal(keyring, 'dkim/1/hk1', 'secret');
    expect(unseal(rotated, 'dkim/1/hk1', sealed)).toBe('secret');
    expect(() => unseal(foreign, 'dkim/1/hk1', sealed)).toThrow(UnsealError);
    expect(() => unseal(keyring, 'dkim/2/hk1', sealed)).toThrow(UnsealError);
    for (let at = 0; at < sealed.length; at++) {
      const damaged = Buffer.from(sealed);
      damaged.writeUInt8(damaged.readUInt8(at) ^ 1, at);
      expect(() => unseal(keyring, 'dkim/1/hk1', damaged)).toThrow(UnsealError);
    }
    expect(() => unseal(keyring, 'dkim/1/hk1', Buffer.alloc(3))).toThrow(UnsealError);
  });
});

describe('authenticate', () => {
  it('knows the holder of a key, of which only the hash is kept, until it is revoked', async () => {
    const { id, key } = await createApiKey(test.db, workspaceId, 'automation');
    expect(key).toMatch(/^hk_[A-Za-z0-9_-]{43}$/);
    expect(await authenticate(test.db, key)).toEqual({ workspaceId, keyId: id, keyName: 'automation' });
    expect(await authenticate(test.db, `${key}x`)).toBeUndefined();
    expect(await revokeApiKey(test.db, await newWorkspace(test.db), id)).toBe(false);
    expect(await revokeApiKey(test.db, workspaceId, id)).toBe(true);
    expect(await authenticate(test.db, key)).toBeUndefined();
  });

  it('takes a key that automation brings, once or twice, but not for another workspace', async () => {
    const first = await createApiKey(test.db, workspaceId, 'boot', 'hk_brought-along');
    expect(await createApiKey(test.db, workspaceId, 'boot', 'hk_brought-along')).toEqual(first);
    await expect(createApiKey(test.db, await newWorkspace(test.db), 'boot', 'hk_brought-along')).rejects.toThrow();
    expect((await authenticate(test.db, 'hk_brought-along'))?.workspaceId).toBe(workspaceId);
  });
});

describe('createWorkspace', () => {
  it('refuses a blank or broken line, and a time zone that is none, by name', async () => {
    const fine = { name: 'a', legalName: 'b', postalAddress: 'c', contact: 'd' };
    expect(await createWorkspace(test.db, { ...fine, legalName: 'a\nb' })).toMatchObject({
      problems: [{ field: 'legalName' }],
    });
    expect(await createWorkspace(test.db, { ...fine, postalAddress: ' ' })).toMatchObject({
      problems: [{ field: 'postalAddress' }],
    });
    expect(await createWorkspace(test.db, { ...fine, timeZone: 'Mars' })).toMatchObject({
      problems: [{ field: 'timeZone' }],
    });
  });
});
