import { describe, expect, it } from '@jest/globals';
import { type Doors, violationsOf } from './ranks.ts';

const doors: Doors = new Map([
  ['message', ['.']],
  ['database', ['.', './testing']],
  ['delivery', ['.']],
  ['suppression', ['.']],
  ['campaigns', ['.']],
  ['mailbox', ['.']],
]);

function sentences(file: string, text: string): string[] {
  return violationsOf({ file, text }, doors).map((violation) => `${violation.line}: ${violation.sentence}`);
}

describe('violationsOf', () => {
  it('lets a room import what its rank allows', () => {
    expect(
      sentences('packages/delivery/src/a.ts', "import { a } from '@hikyaku/message';\nimport path from 'node:path';"),
    ).toEqual([]);
    expect(
      sentences('packages/delivery/src/a.ts', "import { b } from './b.ts';\nexport { c } from '../src/c.ts';"),
    ).toEqual([]);
  });

  it('finds an import against the way a letter travels, with its line', () => {
    const text = "import { a } from './a.ts';\nimport {\n  start,\n} from '@hikyaku/campaigns';\n";
    expect(sentences('packages/delivery/src/tick.ts', text)).toEqual([
      '4: packages/delivery must not import campaigns: it may import message, suppression, ledger, events, database, queue.',
    ]);
  });

  it('keeps the apps for leaving away from everything that sends, however it is imported', () => {
    const ways = [
      "import { send } from '@hikyaku/delivery';",
      "import type { Lane } from '@hikyaku/delivery';",
      "export { send } from '@hikyaku/delivery';",
      "export * from '@hikyaku/delivery';",
      "import '@hikyaku/delivery';",
      "const { send } = await import('@hikyaku/delivery');",
      "type Lane = import('@hikyaku/delivery').Lane;",
      "const send = require('@hikyaku/delivery');",
    ];
    for (const text of ways) expect(sentences('apps/unsubscribe/src/page.ts', text)).toHaveLength(1);
    for (const text of ways) expect(sentences('apps/inbound/src/receiver.ts', text)).toHaveLength(1);
  });

  it('does not take comments and other strings for imports', () => {
    const text = [
      "// import { a } from '@hikyaku/campaigns';",
      "/* import '@hikyaku/campaigns' */",
      "const glob = 'src/**/*.ts'; // from '@hikyaku/campaigns'",
      "const example = `import { a } from '@hikyaku/campaigns';`;",
      'const example = "import { a } from \'@hikyaku/campaigns\'; value as ClearedLetter";',
    ].join('\n');
    expect(sentences('packages/message/src/a.ts', text)).toEqual([]);
  });

  it('still sees an import that follows a comment sign inside a string', () => {
    const text = "const glob = 'src/**/*.ts';\nimport { a } from '@hikyaku/campaigns';";
    expect(sentences('packages/message/src/a.ts', text)).toHaveLength(1);
  });

  it('finds a door that a package does not open', () => {
    expect(sentences('packages/events/src/a.ts', "import { pool } from '@hikyaku/database/src/pool.ts';")).toEqual([
      '1: @hikyaku/database/src/pool.ts is no door of database (its package.json opens: ., ./testing).',
    ]);
    expect(
      sentences('packages/events/src/a.test.ts', "import { testDatabase } from '@hikyaku/database/testing';"),
    ).toEqual([]);
  });

  it('finds a way around the doors', () => {
    expect(sentences('packages/events/src/a.ts', "import { pool } from '../../database/src/pool.ts';")).toEqual([
      '1: ../../database/src/pool.ts leaves packages/events: import another room by its name, @hikyaku/….',
    ]);
  });

  it('lets the benchmark run the product as the stories do, and nothing else by path', () => {
    expect(sentences('bench/trials/a.ts', "import { startProduct } from '../../scripts/story/product.ts';")).toEqual(
      [],
    );
    expect(sentences('bench/trials/a.ts', "import { run } from '../../scripts/start/run.ts';")).toHaveLength(1);
    expect(sentences('scripts/start/a.ts', "import { trial } from '../../bench/trials/trial.ts';")).toHaveLength(1);
  });

  it('lets tests alone use the mailbox as their receiver', () => {
    const text = "import { createMailbox } from '@hikyaku/mailbox';";
    expect(sentences('packages/delivery/src/smtp.test.ts', text)).toEqual([]);
    expect(sentences('packages/delivery/src/smtp.ts', text)).toHaveLength(1);
  });

  it('finds a cleared letter that was not made by the gate', () => {
    const forged = [
      'const letter = bytes as ClearedLetter;',
      'const letter = bytes as unknown as ClearedLetter;',
      'const letters = rows as readonly ClearedLetter[];',
      'const letter = <ClearedLetter>bytes;',
    ];
    for (const text of forged) expect(sentences('packages/delivery/src/a.ts', `\n${text}`)).toHaveLength(1);
    expect(sentences('packages/delivery/src/a.test.ts', 'const letter = bytes as ClearedLetter;')).toHaveLength(1);
  });

  it('leaves the gate itself, and the name of the type, alone', () => {
    expect(sentences('packages/suppression/src/gate.ts', 'return letter as ClearedLetter;')).toEqual([]);
    const named = [
      "import { clear as ask, type ClearedLetter } from '@hikyaku/suppression';",
      'function transmit(letter: ClearedLetter): Promise<Outcome> {}',
      'const wire = new Channel<ClearedLetter>(8);',
      'const inbox = collect<ClearedLetter>(letters);',
    ];
    for (const text of named) expect(sentences('packages/delivery/src/a.ts', text)).toEqual([]);
  });
});
