import { type Db, openDb, openPool } from '@hikyaku/database';
import type { Pepper } from '@hikyaku/message';
import { Refusal } from '../errors.ts';
import { readStrings, secretsFile } from '../installation.ts';
import { layNewPepper } from '../lay-new-pepper.ts';
import { operator } from '../operator.ts';
import { beginRekeying } from '../rekey/begin-rekeying.ts';
import { rekeyTable, workOutKeys } from '../rekey/carry-rekeying.ts';
import { endRekeying } from '../rekey/end-rekeying.ts';
import { type KeyedTable, keyedTables } from '../rekey/keyed-tables.ts';
import { newestLayer, withoutNewest } from '../rekey/pepper-layers.ts';
import { pepperStanding } from '../rekey/pepper-standing.ts';
import { underWay } from '../rekey/under-way.ts';
import { strayRows, verifyContacts } from '../rekey/verify-rekeying.ts';
import { databaseUrl, readPepper } from '../settings.ts';
import { type Context, defineVerb } from '../verb.ts';
import { sayingWhy } from '../with-database.ts';

/** `keys replace-pepper`: a new layer over the pepper of address keys, and every row brought to it, while the product is stopped. */
export const keysReplacePepper = defineVerb({
  options: {},
  notes: [
    'Stop the product first; back up the database and secrets.json. Interrupted, run it again: it goes on where it stopped.',
    'With secrets in the environment, put the new ones there yourself first; it says how.',
  ],
  async run(context) {
    const url = databaseUrl(context.installation());
    // One connection, so that any other of the product's is somebody else: another such command, too.
    const db = openDb(openPool({ url, applicationName: 'hikyaku-rekeying', maxConnections: 1 }));
    await sayingWhy(() => replacePepper(context, db)).finally(() => db.destroy());
  },
});

async function replacePepper(context: Context, db: Db): Promise<void> {
  await refuseWhileUnderWay(db);
  const pepper = await wantedPepper(context, db);
  const before = withoutNewest(pepper);
  if (before === undefined) throw new Refusal('This pepper has one layer: there is nothing to bring rows to.');
  const tables = await keyedTables(db);
  if ((await pepperStanding(db, pepper)) === 'one-behind') {
    const addresses = await beginRekeying(db, tables, { from: before, to: pepper.bytes });
    if (addresses === undefined) throw new Refusal('Another command is replacing the pepper: wait for it.');
    context.say(`${addresses} address keys found. No process starts on this database until this is done.`);
    await refuseWhileUnderWay(db);
  } else {
    context.say('Going on where it was interrupted.');
  }
  await carry(context, db, tables, pepper);
  await verify(context, db, tables, pepper);
  await endRekeying(db, operator());
  context.say('Done: start the product. Keep the older layers and keys: the links in letters already sent need them.');
}

/** The pepper to bring rows to: the one that is told, where the database is behind it; else a new one, kept in the state folder. */
async function wantedPepper(context: Context, db: Db): Promise<Pepper> {
  const { stateDir, variables } = context.installation();
  const file = secretsFile(stateDir);
  const kept = readStrings(file)?.['HIKYAKU_PEPPER'];
  const told = variables['HIKYAKU_PEPPER'];
  const isKeptHere = kept !== undefined && (told === undefined || kept.endsWith(told));
  const text = isKeptHere ? kept : told;
  if (text === undefined)
    throw new Refusal(`HIKYAKU_PEPPER is not known: set it, or set STATE_DIR (looked in ${file}).`);
  const pepper = readPepper(text);
  switch (await pepperStanding(db, pepper)) {
    case 'under-way':
    case 'one-behind':
      return pepper;
    case 'filled':
      return readPepper(isKeptHere ? await layNewPepper(context, file) : refuseForeign());
    case 'other':
      throw new Refusal(
        'HIKYAKU_PEPPER does not belong to this database: set it to what this database was filled with.',
      );
  }
}

function refuseForeign(): never {
  throw new Refusal(
    'The pepper comes from HIKYAKU_PEPPER in the environment: put a new key with the next number N in front of HIKYAKU_KEYS (N:$(openssl rand -base64 32),…) and a new layer in front of HIKYAKU_PEPPER ($(openssl rand -base64 32)@N,…), and repeat.',
  );
}

async function refuseWhileUnderWay(db: Db): Promise<void> {
  const what = await underWay(db);
  if (what !== undefined) throw new Refusal(`The pepper cannot be replaced now: ${what}.`);
}

async function carry(context: Context, db: Db, tables: readonly KeyedTable[], pepper: Pepper): Promise<void> {
  let worked = 0;
  await workOutKeys(db, newestLayer(pepper), (count) => {
    worked += count;
    if (worked % 500_000 === 0) context.say(`${worked} keys worked out.`);
  });
  for (const table of tables) {
    const rows = await rekeyTable(db, table);
    if (rows > 0) context.say(`${table.name}: ${rows} rows.`);
  }
}

async function verify(context: Context, db: Db, tables: readonly KeyedTable[], pepper: Pepper): Promise<void> {
  for (const table of tables) {
    const strays = await strayRows(db, table);
    if (strays === 0) continue;
    throw new Refusal(`${table.name} has ${strays} rows under keys that nobody worked out: restore the backup.`);
  }
  const { contacts, wrong } = await verifyContacts(db, pepper.bytes);
  if (wrong > 0)
    throw new Refusal(`${wrong} of ${contacts} contacts bear another key than their address has: restore the backup.`);
  context.say(`Every row verified; the keys of ${contacts} contacts made anew from their addresses are the same.`);
}
