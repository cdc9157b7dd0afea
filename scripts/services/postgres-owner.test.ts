import { describe, expect, it } from '@jest/globals';
import { postgresOwner } from './postgres-owner.ts';

const asRoot = process.getuid?.() === 0 ? it : it.skip;

describe('postgresOwner', () => {
  asRoot('takes nobody, else another user without rights', () => {
    const passwd = 'root:x:0:0:root:/root:/bin/bash\ndaemon:x:1:1::/:/bin/false\n';
    expect(postgresOwner(() => `${passwd}nobody:x:65534:65533::/:/bin/false\n`)).toEqual({
      name: 'nobody',
      uid: 65534,
      gid: 65533,
    });
    expect(postgresOwner(() => passwd)).toEqual({ name: 'daemon', uid: 1, gid: 1 });
  });

  asRoot('never takes root under another name', () => {
    expect(() => postgresOwner(() => 'root:x:0:0::/:/bin/sh\nnobody:x:0:0::/:/bin/sh\n')).toThrow('DATABASE_URL');
  });

  it('is needed by root alone', () => {
    expect(postgresOwner() === undefined).toBe(process.getuid?.() !== 0);
  });
});
